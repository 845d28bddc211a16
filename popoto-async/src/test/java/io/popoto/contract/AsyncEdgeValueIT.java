package io.popoto.contract;

class AsyncEdgeValueIT extends EdgeValueContract {
  AsyncEdgeValueIT() {
    super(Api.ASYNC);
  }
}
