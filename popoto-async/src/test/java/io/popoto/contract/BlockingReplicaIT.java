package io.popoto.contract;

class BlockingReplicaIT extends ReplicaContract {
  BlockingReplicaIT() {
    super(Api.BLOCKING);
  }
}
