package io.popoto.contract;

class BlockingQueryEdgeIT extends QueryEdgeContract {
  BlockingQueryEdgeIT() {
    super(Api.BLOCKING);
  }
}
