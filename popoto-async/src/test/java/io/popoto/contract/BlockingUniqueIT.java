package io.popoto.contract;

class BlockingUniqueIT extends UniqueContract {
  BlockingUniqueIT() {
    super(Api.BLOCKING);
  }
}
