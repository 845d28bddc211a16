package io.popoto.contract;

class AsyncOffsetIT extends OffsetContract {
  AsyncOffsetIT() {
    super(Api.ASYNC);
  }
}
