package io.popoto.contract;

class BlockingMappingIT extends MappingContract {
  BlockingMappingIT() {
    super(Api.BLOCKING);
  }
}
