package io.popoto.contract;

class BlockingReverseQueryIT extends ReverseQueryContract {
  BlockingReverseQueryIT() {
    super(Api.BLOCKING);
  }
}
