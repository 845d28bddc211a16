package io.popoto.contract;

class BlockingCountIT extends CountContract {
  BlockingCountIT() {
    super(Api.BLOCKING);
  }
}
