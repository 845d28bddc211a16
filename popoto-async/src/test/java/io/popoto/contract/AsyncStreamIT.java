package io.popoto.contract;

class AsyncStreamIT extends StreamContract {
  AsyncStreamIT() {
    super(Api.ASYNC);
  }
}
