package io.popoto.contract;

class BlockingIncrementIT extends IncrementContract {
  BlockingIncrementIT() {
    super(Api.BLOCKING);
  }
}
