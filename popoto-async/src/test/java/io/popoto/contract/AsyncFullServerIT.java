package io.popoto.contract;

class AsyncFullServerIT extends FullServerContract {
  AsyncFullServerIT() {
    super(Api.ASYNC);
  }
}
