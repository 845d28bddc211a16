package io.popoto.contract;

class BlockingNullIT extends NullContract {
  BlockingNullIT() {
    super(Api.BLOCKING);
  }
}
