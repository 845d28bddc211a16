package io.popoto.geo;

import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueKeyField;

/** Who delivers. */
@Model
class Driver {
  @AutoKeyField(strategy = AutoKeyField.Strategy.ULID)
  String driverId;

  String name;
  @UniqueKeyField String phone;
  @SortedField double rating;
  @GeoField GeoPoint location;
  boolean active = true;

  Driver() {}

  Driver(String name, String phone, double rating, GeoPoint location) {
    this.name = name;
    this.phone = phone;
    this.rating = rating;
    this.location = location;
  }
}
