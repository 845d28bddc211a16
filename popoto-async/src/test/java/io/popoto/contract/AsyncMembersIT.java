package io.popoto.contract;

class AsyncMembersIT extends MembersContract {
  AsyncMembersIT() {
    super(Api.ASYNC);
  }
}
