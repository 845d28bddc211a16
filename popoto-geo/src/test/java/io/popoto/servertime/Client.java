package io.popoto.servertime;

import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

/** Who tickets belong to. */
@Model
class Client {
  @KeyField String name;

  @IndexedField
  @Field(nullable = true)
  String city;

  @SortedField int age;
  String remark;

  Client() {}

  Client(String name) {
    this.name = name;
  }
}
