package io.popoto.examples.fooddelivery;

import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

// tag::model[]
@Model
public class Parcel {
  @AutoKeyField(strategy = AutoKeyField.Strategy.ULID)
  String id;

  @SortedField Weight weight;

  // end::model[]

  Parcel() {}

  Parcel(Weight weight) {
    this.weight = weight;
  }
  // tag::model[]
}
// end::model[]
