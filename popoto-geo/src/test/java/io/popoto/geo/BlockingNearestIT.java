package io.popoto.geo;

import io.popoto.contract.Api;

class BlockingNearestIT extends NearestContract {
  BlockingNearestIT() {
    super(Api.BLOCKING);
  }
}
