package io.popoto.contract;

class BlockingSaveOptionsIT extends SaveOptionsContract {
  BlockingSaveOptionsIT() {
    super(Api.BLOCKING);
  }
}
