package io.popoto.contract;

class AsyncDamageIT extends DamageContract {
  AsyncDamageIT() {
    super(Api.ASYNC);
  }
}
