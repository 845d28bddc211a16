package io.popoto.contract;

class AsyncQueryEdgeIT extends QueryEdgeContract {
  AsyncQueryEdgeIT() {
    super(Api.ASYNC);
  }
}
