package io.popoto.contract;

class BlockingUnionIT extends UnionContract {
  BlockingUnionIT() {
    super(Api.BLOCKING);
  }
}
