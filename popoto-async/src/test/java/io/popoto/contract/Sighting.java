package io.popoto.contract;

import io.popoto.Ref;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.Field;
import io.popoto.annotation.Index;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.SortedKeyField;
import io.popoto.annotation.UniqueField;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A field with each kind of index, and one without any. */
@Model(indexes = @Index(fields = {"hour", "quality"}))
class Sighting {
  @KeyField String place;
  @SortedKeyField int number;
  @IndexedField String kind;
  @IndexedField DayOfWeek day;
  @IndexedField boolean night;
  @IndexedField BigDecimal size;
  @IndexedField UUID observer;
  @IndexedField Optional<String> note = Optional.empty();
  @IndexedField List<String> signs;
  @UniqueField Long code;
  @SortedField long height;
  @SortedField BigInteger steps;
  @SortedField LocalDate date;
  @DatetimeField Instant at;

  @SortedField
  @Field(nullable = true)
  Double weight;

  @SortedField(partitionBy = "place")
  int rank;

  @Relationship(nullable = true)
  Ref<Item> item = Ref.empty();

  int hour;
  String quality;
  String remark;

  Sighting() {}
}
