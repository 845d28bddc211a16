package io.popoto.contract;

class BlockingProjectionIT extends ProjectionContract {
  BlockingProjectionIT() {
    super(Api.BLOCKING);
  }
}
