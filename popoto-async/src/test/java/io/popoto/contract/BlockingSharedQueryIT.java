package io.popoto.contract;

class BlockingSharedQueryIT extends SharedQueryContract {
  BlockingSharedQueryIT() {
    super(Api.BLOCKING);
  }
}
