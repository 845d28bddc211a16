package io.popoto.contract;

class BlockingPageIT extends PageContract {
  BlockingPageIT() {
    super(Api.BLOCKING);
  }
}
