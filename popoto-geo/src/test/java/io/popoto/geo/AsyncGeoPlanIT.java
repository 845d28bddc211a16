package io.popoto.geo;

import io.popoto.contract.Api;

class AsyncGeoPlanIT extends GeoPlanContract {
  AsyncGeoPlanIT() {
    super(Api.ASYNC);
  }
}
