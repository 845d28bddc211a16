package io.popoto.contract;

import io.popoto.annotation.Field;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

/** A model with required fields and a short one. */
@Model
class Limited {
  @KeyField String key;

  @Field(maxLength = 3)
  String code;

  @SortedField Long rank;

  Limited() {}

  Limited(String key, String code, Long rank) {
    this.key = key;
    this.code = code;
    this.rank = rank;
  }
}
