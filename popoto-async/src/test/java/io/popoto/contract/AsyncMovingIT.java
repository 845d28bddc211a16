package io.popoto.contract;

class AsyncMovingIT extends MovingContract {
  AsyncMovingIT() {
    super(Api.ASYNC);
  }
}
