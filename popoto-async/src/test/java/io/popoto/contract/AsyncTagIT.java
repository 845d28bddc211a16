package io.popoto.contract;

class AsyncTagIT extends TagContract {
  AsyncTagIT() {
    super(Api.ASYNC);
  }
}
