package io.popoto.geo;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.UniqueKeyField;

/** Who orders. */
@Model
class Customer {
  @KeyField String username;
  @UniqueKeyField String email;
  String name;
  @GeoField GeoPoint address;

  Customer() {}

  Customer(String username, String email) {
    this.username = username;
    this.email = email;
  }
}
