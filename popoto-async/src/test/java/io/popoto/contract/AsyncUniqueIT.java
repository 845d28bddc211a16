package io.popoto.contract;

class AsyncUniqueIT extends UniqueContract {
  AsyncUniqueIT() {
    super(Api.ASYNC);
  }
}
