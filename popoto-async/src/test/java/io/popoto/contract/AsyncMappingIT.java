package io.popoto.contract;

class AsyncMappingIT extends MappingContract {
  AsyncMappingIT() {
    super(Api.ASYNC);
  }
}
