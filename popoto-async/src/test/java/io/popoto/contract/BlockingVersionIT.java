package io.popoto.contract;

class BlockingVersionIT extends VersionContract {
  BlockingVersionIT() {
    super(Api.BLOCKING);
  }
}
