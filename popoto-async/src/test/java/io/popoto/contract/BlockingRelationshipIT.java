package io.popoto.contract;

class BlockingRelationshipIT extends RelationshipContract {
  BlockingRelationshipIT() {
    super(Api.BLOCKING);
  }
}
