package io.popoto.examples.fooddelivery;

import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueKeyField;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;

/** Somebody who brings the food, one order at a time; active while free. */
// tag::model[]
@Model(events = true)
public class Driver {
  @AutoKeyField String driverId;
  String name;
  @UniqueKeyField String phone;
  @SortedField double rating;
  @GeoField GeoPoint location;
  boolean active = true;

  Driver() {}

  // end::model[]
  Driver(String name, String phone, double rating, GeoPoint location) {
    this.name = name;
    this.phone = phone;
    this.rating = rating;
    this.location = location;
  }
  // tag::model[]
}
// end::model[]
