package io.popoto.contract;

class AsyncHandEditedIT extends HandEditedContract {
  AsyncHandEditedIT() {
    super(Api.ASYNC);
  }
}
