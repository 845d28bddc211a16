package io.popoto.contract;

class BlockingEventIT extends EventContract {
  BlockingEventIT() {
    super(Api.BLOCKING);
  }
}
