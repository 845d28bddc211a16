package io.popoto.contract;

class BlockingEdgeValueIT extends EdgeValueContract {
  BlockingEdgeValueIT() {
    super(Api.BLOCKING);
  }
}
