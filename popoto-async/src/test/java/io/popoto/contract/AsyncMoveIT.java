package io.popoto.contract;

class AsyncMoveIT extends MoveContract {
  AsyncMoveIT() {
    super(Api.ASYNC);
  }
}
