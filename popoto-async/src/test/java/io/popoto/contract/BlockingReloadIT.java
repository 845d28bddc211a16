package io.popoto.contract;

class BlockingReloadIT extends ReloadContract {
  BlockingReloadIT() {
    super(Api.BLOCKING);
  }
}
