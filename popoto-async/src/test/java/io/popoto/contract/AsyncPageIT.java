package io.popoto.contract;

class AsyncPageIT extends PageContract {
  AsyncPageIT() {
    super(Api.ASYNC);
  }
}
