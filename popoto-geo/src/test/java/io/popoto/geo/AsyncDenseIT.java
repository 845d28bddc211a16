package io.popoto.geo;

import io.popoto.contract.Api;

class AsyncDenseIT extends DenseContract {
  AsyncDenseIT() {
    super(Api.ASYNC);
  }
}
