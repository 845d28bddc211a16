package io.popoto.contract;

class AsyncVersionIT extends VersionContract {
  AsyncVersionIT() {
    super(Api.ASYNC);
  }
}
