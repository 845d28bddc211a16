package io.popoto.geo;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

/** A place to eat. */
@Model
class Restaurant {
  @KeyField String name;
  String cuisine;
  @SortedField double rating;
  @GeoField GeoPoint location;
  boolean active = true;

  Restaurant() {}

  Restaurant(String name, String cuisine, double rating, GeoPoint location) {
    this.name = name;
    this.cuisine = cuisine;
    this.rating = rating;
    this.location = location;
  }
}
