package io.popoto.contract;

class BlockingBigListIT extends BigListContract {
  BlockingBigListIT() {
    super(Api.BLOCKING);
  }
}
