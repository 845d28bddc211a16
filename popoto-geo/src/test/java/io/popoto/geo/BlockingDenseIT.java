package io.popoto.geo;

import io.popoto.contract.Api;

class BlockingDenseIT extends DenseContract {
  BlockingDenseIT() {
    super(Api.BLOCKING);
  }
}
