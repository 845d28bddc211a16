package io.popoto.differential;

import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.SortedKeyField;
import io.popoto.annotation.UniqueKeyField;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.time.LocalDate;

/** A key of several parts, and an order of its own. */
@Model(orderBy = "-amount")
class Line {
  @KeyField String shop;
  @KeyField int number;
  @SortedKeyField LocalDate day;
  @UniqueKeyField String label;
  BigDecimal amount;
  @IndexedField Colour colour;
  int kind;

  @SortedField(partitionBy = {"shop", "kind"})
  @Field(nullable = true)
  Long weight;

  @GeoField GeoPoint place;
  String note;
}
