package io.popoto.examples.fooddelivery;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.UniqueKeyField;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;

/** Somebody who is hungry. */
// tag::model[]
@Model
public class Customer {
  @KeyField String username;
  @UniqueKeyField String email;
  String name;
  @GeoField GeoPoint address;

  Customer() {}

  // end::model[]
  Customer(String username, String email, String name, GeoPoint address) {
    this.username = username;
    this.email = email;
    this.name = name;
    this.address = address;
  }
  // tag::model[]
}
// end::model[]
