package io.popoto.contract;

class AsyncKeyIT extends KeyContract {
  AsyncKeyIT() {
    super(Api.ASYNC);
  }
}
