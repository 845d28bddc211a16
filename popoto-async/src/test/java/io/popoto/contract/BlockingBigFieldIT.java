package io.popoto.contract;

class BlockingBigFieldIT extends BigFieldContract {
  BlockingBigFieldIT() {
    super(Api.BLOCKING);
  }
}
