package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A record that lives two seconds. */
@Model(ttlSeconds = 2)
class TtlRec {

  @KeyField String key;
  String value;

  TtlRec() {}

  TtlRec(String key, String value) {
    this.key = key;
    this.value = value;
  }
}
