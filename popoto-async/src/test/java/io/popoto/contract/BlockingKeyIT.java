package io.popoto.contract;

class BlockingKeyIT extends KeyContract {
  BlockingKeyIT() {
    super(Api.BLOCKING);
  }
}
