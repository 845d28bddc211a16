package io.popoto.geo;

import io.popoto.contract.Api;

class AsyncNearestIT extends NearestContract {
  AsyncNearestIT() {
    super(Api.ASYNC);
  }
}
