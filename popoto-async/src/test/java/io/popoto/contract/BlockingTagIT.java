package io.popoto.contract;

class BlockingTagIT extends TagContract {
  BlockingTagIT() {
    super(Api.BLOCKING);
  }
}
