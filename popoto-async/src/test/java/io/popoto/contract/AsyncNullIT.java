package io.popoto.contract;

class AsyncNullIT extends NullContract {
  AsyncNullIT() {
    super(Api.ASYNC);
  }
}
