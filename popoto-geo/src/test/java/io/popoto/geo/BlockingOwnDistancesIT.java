package io.popoto.geo;

import io.popoto.contract.Api;

class BlockingOwnDistancesIT extends OwnDistancesContract {
  BlockingOwnDistancesIT() {
    super(Api.BLOCKING);
  }
}
