package io.popoto.geo;

import io.popoto.contract.Api;

class AsyncOwnDistancesIT extends OwnDistancesContract {
  AsyncOwnDistancesIT() {
    super(Api.ASYNC);
  }
}
