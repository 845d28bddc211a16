package io.popoto.examples.fooddelivery;

import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import java.math.BigDecimal;
import java.util.Set;

// tag::model[]
@Model
public class Dish {
  @KeyField String restaurant;
  @KeyField String title;
  @IndexedField Course course = Course.MAIN;
  @IndexedField Set<String> tags = Set.of();

  @Field(aliases = "cost")
  BigDecimal price;

  @SortedField
  @Field(name = "heat", nullable = true)
  Integer spiciness;

  // end::model[]

  Dish() {}

  Dish(String restaurant, String title) {
    this.restaurant = restaurant;
    this.title = title;
  }
  // tag::model[]
}
// end::model[]
