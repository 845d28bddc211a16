package io.popoto.contract;

class BlockingSweepIT extends SweepContract {
  BlockingSweepIT() {
    super(Api.BLOCKING);
  }
}
