package io.popoto.contract;

class BlockingClearingIT extends ClearingContract {
  BlockingClearingIT() {
    super(Api.BLOCKING);
  }
}
