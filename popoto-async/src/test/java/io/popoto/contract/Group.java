package io.popoto.contract;

import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.Field;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A band, or one of its members, with a name that is matched in parts. */
@Model
class Group {

  @AutoKeyField String id;
  @KeyField String name;

  @KeyField
  @Field(nullable = true)
  String label;

  Group() {}

  Group(String name, String label) {
    this.name = name;
    this.label = label;
  }
}
