package io.popoto.contract;

class BlockingRoundTripIT extends RoundTripContract {
  BlockingRoundTripIT() {
    super(Api.BLOCKING);
  }
}
