package io.popoto.geo;

import io.popoto.contract.Api;

class BlockingFoodIT extends FoodContract {
  BlockingFoodIT() {
    super(Api.BLOCKING);
  }
}
