package io.popoto.contract;

class BlockingOffsetIT extends OffsetContract {
  BlockingOffsetIT() {
    super(Api.BLOCKING);
  }
}
