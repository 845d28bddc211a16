package io.popoto.contract;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;

/** A code that is taken for two seconds. */
@Model(ttlSeconds = 2)
class TtlCode {

  @KeyField String key;
  @UniqueField String code;
  @IndexedField String kind = "plain";
  @SortedField long rank;

  TtlCode() {}

  TtlCode(String key, String code, long rank) {
    this.key = key;
    this.code = code;
    this.rank = rank;
  }
}
