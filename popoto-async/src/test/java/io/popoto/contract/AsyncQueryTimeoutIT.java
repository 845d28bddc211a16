package io.popoto.contract;

class AsyncQueryTimeoutIT extends QueryTimeoutContract {
  AsyncQueryTimeoutIT() {
    super(Api.ASYNC);
  }
}
