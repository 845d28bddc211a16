package io.popoto.contract;

class AsyncWideConditionIT extends WideConditionContract {
  AsyncWideConditionIT() {
    super(Api.ASYNC);
  }
}
