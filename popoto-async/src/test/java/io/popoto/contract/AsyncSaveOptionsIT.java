package io.popoto.contract;

class AsyncSaveOptionsIT extends SaveOptionsContract {
  AsyncSaveOptionsIT() {
    super(Api.ASYNC);
  }
}
