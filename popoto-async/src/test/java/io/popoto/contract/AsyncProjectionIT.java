package io.popoto.contract;

class AsyncProjectionIT extends ProjectionContract {
  AsyncProjectionIT() {
    super(Api.ASYNC);
  }
}
