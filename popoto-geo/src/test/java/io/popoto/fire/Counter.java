package io.popoto.fire;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.fire.oracle.Shape;
import io.popoto.fire.oracle.ValueType;

/** A record that is only added to. */
@Model
class Counter {
  static final Shape SHAPE =
      Shape.of("Counter", "name").token("value", ValueType.NUMBER).equal("kind");

  @KeyField String name;
  @SortedField long value;
  @IndexedField String kind = "counter";

  Counter() {}

  Counter(String name) {
    this.name = name;
  }
}
