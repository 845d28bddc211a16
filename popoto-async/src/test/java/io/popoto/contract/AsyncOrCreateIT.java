package io.popoto.contract;

class AsyncOrCreateIT extends OrCreateContract {
  AsyncOrCreateIT() {
    super(Api.ASYNC);
  }
}
