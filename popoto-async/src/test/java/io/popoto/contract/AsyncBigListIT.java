package io.popoto.contract;

class AsyncBigListIT extends BigListContract {
  AsyncBigListIT() {
    super(Api.ASYNC);
  }
}
