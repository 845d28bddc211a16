package io.popoto.contract;

class BlockingAfterSuccessIT extends AfterSuccessContract {
  BlockingAfterSuccessIT() {
    super(Api.BLOCKING);
  }
}
