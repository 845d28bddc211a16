package io.popoto.examples.fooddelivery;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import java.math.BigDecimal;

/** What a dish was before it had tags and a course of a few. */
@Model(name = "Dish")
class OldDish {
  @KeyField String restaurant;
  @KeyField String title;
  String course = "MAIN";
  BigDecimal cost;
  String cook = "Niran";

  OldDish() {}

  OldDish(String restaurant, String title, String cost) {
    this.restaurant = restaurant;
    this.title = title;
    this.cost = new BigDecimal(cost);
  }
}
