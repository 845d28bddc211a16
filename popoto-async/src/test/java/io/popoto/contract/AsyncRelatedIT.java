package io.popoto.contract;

class AsyncRelatedIT extends RelatedContract {
  AsyncRelatedIT() {
    super(Api.ASYNC);
  }
}
