package io.popoto.fire;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.fire.oracle.Shape;
import io.popoto.fire.oracle.ValueType;

/** What accounts refer to. */
@Model
class Branch {
  static final Shape SHAPE =
      Shape.of("Branch", "name").equal("city").exact("size", ValueType.NUMBER);

  @KeyField String name;
  @IndexedField String city;
  @SortedField int size;

  Branch() {}

  Branch(String name, String city, int size) {
    this.name = name;
    this.city = city;
    this.size = size;
  }
}
