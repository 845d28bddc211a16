package io.popoto.contract;

class AsyncClearingIT extends ClearingContract {
  AsyncClearingIT() {
    super(Api.ASYNC);
  }
}
