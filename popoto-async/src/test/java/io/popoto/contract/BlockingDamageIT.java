package io.popoto.contract;

class BlockingDamageIT extends DamageContract {
  BlockingDamageIT() {
    super(Api.BLOCKING);
  }
}
