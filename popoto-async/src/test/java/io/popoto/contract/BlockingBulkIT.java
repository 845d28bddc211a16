package io.popoto.contract;

class BlockingBulkIT extends BulkContract {
  BlockingBulkIT() {
    super(Api.BLOCKING);
  }
}
