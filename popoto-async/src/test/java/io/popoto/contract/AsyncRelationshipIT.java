package io.popoto.contract;

class AsyncRelationshipIT extends RelationshipContract {
  AsyncRelationshipIT() {
    super(Api.ASYNC);
  }
}
