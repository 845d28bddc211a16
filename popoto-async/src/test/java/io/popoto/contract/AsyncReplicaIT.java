package io.popoto.contract;

class AsyncReplicaIT extends ReplicaContract {
  AsyncReplicaIT() {
    super(Api.ASYNC);
  }
}
