package io.popoto.contract;

class BlockingRelatedIT extends RelatedContract {
  BlockingRelatedIT() {
    super(Api.BLOCKING);
  }
}
