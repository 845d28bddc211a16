package io.popoto.contract;

class BlockingSortedIT extends SortedContract {
  BlockingSortedIT() {
    super(Api.BLOCKING);
  }
}
