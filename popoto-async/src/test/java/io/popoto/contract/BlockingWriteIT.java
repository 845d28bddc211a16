package io.popoto.contract;

class BlockingWriteIT extends WriteContract {
  BlockingWriteIT() {
    super(Api.BLOCKING);
  }
}
