package io.popoto.contract;

class BlockingQueryIT extends QueryContract {
  BlockingQueryIT() {
    super(Api.BLOCKING);
  }
}
