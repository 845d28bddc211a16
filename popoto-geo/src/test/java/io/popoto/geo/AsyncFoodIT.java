package io.popoto.geo;

import io.popoto.contract.Api;

class AsyncFoodIT extends FoodContract {
  AsyncFoodIT() {
    super(Api.ASYNC);
  }
}
