package io.popoto.contract;

class BlockingStreamIT extends StreamContract {
  BlockingStreamIT() {
    super(Api.BLOCKING);
  }
}
