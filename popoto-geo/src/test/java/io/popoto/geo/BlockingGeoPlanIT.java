package io.popoto.geo;

import io.popoto.contract.Api;

class BlockingGeoPlanIT extends GeoPlanContract {
  BlockingGeoPlanIT() {
    super(Api.BLOCKING);
  }
}
