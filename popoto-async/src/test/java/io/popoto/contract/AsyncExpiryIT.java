package io.popoto.contract;

class AsyncExpiryIT extends ExpiryContract {
  AsyncExpiryIT() {
    super(Api.ASYNC);
  }
}
