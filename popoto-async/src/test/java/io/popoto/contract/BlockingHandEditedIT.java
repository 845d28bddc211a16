package io.popoto.contract;

class BlockingHandEditedIT extends HandEditedContract {
  BlockingHandEditedIT() {
    super(Api.BLOCKING);
  }
}
