package io.popoto.contract;

class BlockingCodecIT extends CodecContract {
  BlockingCodecIT() {
    super(Api.BLOCKING);
  }
}
