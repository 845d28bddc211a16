package io.popoto.geo;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A line of an order; its name begins with that of another model. */
@Model
class OrderItem {
  @KeyField String name;

  OrderItem() {}

  OrderItem(String name) {
    this.name = name;
  }
}
