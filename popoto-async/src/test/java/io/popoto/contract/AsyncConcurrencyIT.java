package io.popoto.contract;

class AsyncConcurrencyIT extends ConcurrencyContract {
  AsyncConcurrencyIT() {
    super(Api.ASYNC);
  }
}
