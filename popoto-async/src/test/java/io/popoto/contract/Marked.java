package io.popoto.contract;

import io.popoto.annotation.Field;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A thing with indexes of a plugin, of structures that no other plugin has. */
@Model
class Marked {
  @KeyField String name;

  @Mark
  @Field(nullable = true)
  String color;

  @Seal String seal;

  Marked() {}

  Marked(String name, String color, String seal) {
    this.name = name;
    this.color = color;
    this.seal = seal;
  }
}
