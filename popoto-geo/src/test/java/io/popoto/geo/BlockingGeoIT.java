package io.popoto.geo;

import io.popoto.contract.Api;

class BlockingGeoIT extends GeoContract {
  BlockingGeoIT() {
    super(Api.BLOCKING);
  }
}
