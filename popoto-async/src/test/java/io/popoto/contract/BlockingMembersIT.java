package io.popoto.contract;

class BlockingMembersIT extends MembersContract {
  BlockingMembersIT() {
    super(Api.BLOCKING);
  }
}
