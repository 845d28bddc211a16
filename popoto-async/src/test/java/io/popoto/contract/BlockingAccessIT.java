package io.popoto.contract;

class BlockingAccessIT extends AccessContract {
  BlockingAccessIT() {
    super(Api.BLOCKING);
  }
}
