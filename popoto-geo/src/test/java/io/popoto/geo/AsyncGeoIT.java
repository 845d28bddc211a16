package io.popoto.geo;

import io.popoto.contract.Api;

class AsyncGeoIT extends GeoContract {
  AsyncGeoIT() {
    super(Api.ASYNC);
  }
}
