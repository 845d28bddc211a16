package io.popoto.contract;

class AsyncEventIT extends EventContract {
  AsyncEventIT() {
    super(Api.ASYNC);
  }
}
