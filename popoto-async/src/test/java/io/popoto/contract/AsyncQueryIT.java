package io.popoto.contract;

class AsyncQueryIT extends QueryContract {
  AsyncQueryIT() {
    super(Api.ASYNC);
  }
}
