package io.popoto.contract;

class AsyncWriteIT extends WriteContract {
  AsyncWriteIT() {
    super(Api.ASYNC);
  }
}
