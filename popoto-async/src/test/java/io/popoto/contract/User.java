package io.popoto.contract;

import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.Model;
import io.popoto.annotation.UniqueField;

/** Somebody with a unique address and a status. */
@Model
class User {

  @AutoKeyField String userId;
  @UniqueField String email;
  @IndexedField String status;
  String name;

  User() {}

  User(String email, String status) {
    this.email = email;
    this.status = status;
  }
}
