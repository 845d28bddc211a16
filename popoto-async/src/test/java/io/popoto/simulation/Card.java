package io.popoto.simulation;

import io.popoto.annotation.Field;
import io.popoto.annotation.Index;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import java.math.BigDecimal;

/** A record without a version, with an index of each kind. */
@Model(
    indexes = {
      @Index(fields = {"state", "note"}),
      @Index(
          fields = {"area", "seat"},
          unique = true)
    })
class Card {
  @KeyField String name;
  @UniqueField String code;
  @UniqueField Integer pin;
  @IndexedField String state;
  String note = "none";
  String area = "a";
  Integer seat;
  @SortedField long points;

  @SortedField(partitionBy = "area")
  int rank;

  @SortedField
  @Field(nullable = true)
  BigDecimal balance;
}
