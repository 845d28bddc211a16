package io.popoto.contract;

class AsyncAfterSuccessIT extends AfterSuccessContract {
  AsyncAfterSuccessIT() {
    super(Api.ASYNC);
  }
}
