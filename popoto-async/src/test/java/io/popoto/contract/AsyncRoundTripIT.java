package io.popoto.contract;

class AsyncRoundTripIT extends RoundTripContract {
  AsyncRoundTripIT() {
    super(Api.ASYNC);
  }
}
