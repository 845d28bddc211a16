package io.popoto.contract;

class AsyncSweepIT extends SweepContract {
  AsyncSweepIT() {
    super(Api.ASYNC);
  }
}
