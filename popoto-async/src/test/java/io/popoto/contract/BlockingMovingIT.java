package io.popoto.contract;

class BlockingMovingIT extends MovingContract {
  BlockingMovingIT() {
    super(Api.BLOCKING);
  }
}
