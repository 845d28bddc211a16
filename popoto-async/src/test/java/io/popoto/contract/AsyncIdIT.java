package io.popoto.contract;

class AsyncIdIT extends IdContract {
  AsyncIdIT() {
    super(Api.ASYNC);
  }
}
