package io.popoto.contract;

class AsyncCountIT extends CountContract {
  AsyncCountIT() {
    super(Api.ASYNC);
  }
}
