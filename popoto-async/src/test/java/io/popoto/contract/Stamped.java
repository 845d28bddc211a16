package io.popoto.contract;

import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import java.time.Instant;

/** A record that notes when it was made and changed. */
@Model
class Stamped {

  @KeyField String key;
  String name;
  @SortedField double score = 0.0;

  @DatetimeField(autoNowAdd = true)
  Instant createdAt;

  @DatetimeField(autoNow = true)
  Instant updatedAt;

  Stamped() {}

  Stamped(String key, double score) {
    this.key = key;
    this.score = score;
  }
}
