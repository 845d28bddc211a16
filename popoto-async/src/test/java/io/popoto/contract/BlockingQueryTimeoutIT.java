package io.popoto.contract;

class BlockingQueryTimeoutIT extends QueryTimeoutContract {
  BlockingQueryTimeoutIT() {
    super(Api.BLOCKING);
  }
}
