package io.popoto.contract;

class BlockingGroupIT extends GroupContract {
  BlockingGroupIT() {
    super(Api.BLOCKING);
  }
}
