package io.popoto.contract;

class AsyncClockIT extends ClockContract {
  AsyncClockIT() {
    super(Api.ASYNC);
  }
}
