package io.popoto.contract;

class BlockingExpiryIT extends ExpiryContract {
  BlockingExpiryIT() {
    super(Api.BLOCKING);
  }
}
