package io.popoto.contract;

class BlockingSchemaIT extends SchemaContract {
  BlockingSchemaIT() {
    super(Api.BLOCKING);
  }
}
