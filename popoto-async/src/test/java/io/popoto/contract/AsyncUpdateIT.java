package io.popoto.contract;

class AsyncUpdateIT extends UpdateContract {
  AsyncUpdateIT() {
    super(Api.ASYNC);
  }
}
