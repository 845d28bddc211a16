package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;

/** Whom paintings refer to. */
@Model
class Painter {
  @KeyField String name;
  @SortedField double rating;
  @UniqueField String email;
  String city;

  @SortedField(partitionBy = "city")
  int born;

  Painter() {}

  Painter(String name, double rating, String city) {
    this.name = name;
    this.rating = rating;
    this.city = city;
    this.email = name + "@x";
    this.born = 1900 + name.length();
  }
}
