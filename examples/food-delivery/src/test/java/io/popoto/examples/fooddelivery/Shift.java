package io.popoto.examples.fooddelivery;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

// tag::model[]
@Model(events = true)
public class Shift {
  @KeyField String driver;
  @IndexedField String state = "open";

  // end::model[]

  Shift() {}

  Shift(String driver) {
    this.driver = driver;
  }
  // tag::model[]
}
// end::model[]
