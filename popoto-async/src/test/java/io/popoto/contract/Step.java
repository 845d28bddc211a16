package io.popoto.contract;

import io.popoto.annotation.Field;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

/** One of many, some as high as others, some of no height. */
@Model
class Step {
  @KeyField String name;

  @SortedField
  @Field(nullable = true)
  Long height;

  String colour;

  Step() {}

  Step(String name, Long height) {
    this.name = name;
    this.height = height;
    this.colour = height != null && height % 4 == 0 ? "red" : "grey";
  }
}
