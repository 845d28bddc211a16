package io.popoto.contract;

class AsyncIncrementIT extends IncrementContract {
  AsyncIncrementIT() {
    super(Api.ASYNC);
  }
}
