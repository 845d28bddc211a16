package io.popoto.contract;

class BlockingMoveIT extends MoveContract {
  BlockingMoveIT() {
    super(Api.BLOCKING);
  }
}
