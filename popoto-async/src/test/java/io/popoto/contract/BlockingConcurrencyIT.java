package io.popoto.contract;

class BlockingConcurrencyIT extends ConcurrencyContract {
  BlockingConcurrencyIT() {
    super(Api.BLOCKING);
  }
}
