package io.popoto.contract;

class BlockingUpdateIT extends UpdateContract {
  BlockingUpdateIT() {
    super(Api.BLOCKING);
  }
}
