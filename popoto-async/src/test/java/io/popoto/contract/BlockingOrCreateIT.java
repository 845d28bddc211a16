package io.popoto.contract;

class BlockingOrCreateIT extends OrCreateContract {
  BlockingOrCreateIT() {
    super(Api.BLOCKING);
  }
}
