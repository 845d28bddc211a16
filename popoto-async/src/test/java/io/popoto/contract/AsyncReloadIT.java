package io.popoto.contract;

class AsyncReloadIT extends ReloadContract {
  AsyncReloadIT() {
    super(Api.ASYNC);
  }
}
