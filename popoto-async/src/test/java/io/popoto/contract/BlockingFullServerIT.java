package io.popoto.contract;

class BlockingFullServerIT extends FullServerContract {
  BlockingFullServerIT() {
    super(Api.BLOCKING);
  }
}
