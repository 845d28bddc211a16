package io.popoto.contract;

class BlockingClockIT extends ClockContract {
  BlockingClockIT() {
    super(Api.BLOCKING);
  }
}
