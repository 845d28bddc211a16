package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A record with a key of two types. */
@Model
class Thing {

  @KeyField int intKey;
  @KeyField String strKey;
  Double floatValue;
  String strValue;

  Thing() {}

  Thing(int intKey, Double floatValue) {
    this.intKey = intKey;
    this.strKey = "s" + intKey;
    this.floatValue = floatValue;
  }
}
