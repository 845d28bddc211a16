package io.popoto.contract;

class AsyncSharedQueryIT extends SharedQueryContract {
  AsyncSharedQueryIT() {
    super(Api.ASYNC);
  }
}
