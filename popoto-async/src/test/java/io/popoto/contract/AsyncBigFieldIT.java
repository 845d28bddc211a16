package io.popoto.contract;

class AsyncBigFieldIT extends BigFieldContract {
  AsyncBigFieldIT() {
    super(Api.ASYNC);
  }
}
