package io.popoto.contract;

class AsyncUnionIT extends UnionContract {
  AsyncUnionIT() {
    super(Api.ASYNC);
  }
}
