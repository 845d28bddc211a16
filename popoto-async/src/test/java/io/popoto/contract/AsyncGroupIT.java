package io.popoto.contract;

class AsyncGroupIT extends GroupContract {
  AsyncGroupIT() {
    super(Api.ASYNC);
  }
}
