package io.popoto.contract;

class BlockingWideConditionIT extends WideConditionContract {
  BlockingWideConditionIT() {
    super(Api.BLOCKING);
  }
}
