package io.popoto.contract;

class AsyncReverseQueryIT extends ReverseQueryContract {
  AsyncReverseQueryIT() {
    super(Api.ASYNC);
  }
}
