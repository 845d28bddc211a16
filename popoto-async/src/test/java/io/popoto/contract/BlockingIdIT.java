package io.popoto.contract;

class BlockingIdIT extends IdContract {
  BlockingIdIT() {
    super(Api.BLOCKING);
  }
}
