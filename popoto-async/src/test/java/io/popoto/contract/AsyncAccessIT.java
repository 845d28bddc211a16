package io.popoto.contract;

class AsyncAccessIT extends AccessContract {
  AsyncAccessIT() {
    super(Api.ASYNC);
  }
}
