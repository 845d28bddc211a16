package io.popoto.contract;

class AsyncCodecIT extends CodecContract {
  AsyncCodecIT() {
    super(Api.ASYNC);
  }
}
