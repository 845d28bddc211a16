package io.popoto.fire;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.Version;
import io.popoto.fire.oracle.Shape;
import io.popoto.fire.oracle.ValueType;

/** A record with a key of two parts, a version that counts its writes, and events. */
@Model(events = true)
class Ledger {
  static final Shape SHAPE =
      Shape.of("Ledger", "shop", "number").token("total", ValueType.NUMBER).equal("state");

  @KeyField String shop;
  @KeyField int number;
  @SortedField long total;
  @IndexedField String state = "open";
  @Version long version;

  Ledger() {}

  Ledger(String shop, int number) {
    this.shop = shop;
    this.number = number;
  }
}
