package io.popoto.contract;

class AsyncSchemaIT extends SchemaContract {
  AsyncSchemaIT() {
    super(Api.ASYNC);
  }
}
