package io.popoto.contract;

class AsyncBulkIT extends BulkContract {
  AsyncBulkIT() {
    super(Api.ASYNC);
  }
}
