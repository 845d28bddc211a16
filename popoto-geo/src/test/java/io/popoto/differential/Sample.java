package io.popoto.differential;

import io.popoto.Ref;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.Field;
import io.popoto.annotation.Index;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Fields of all kinds, without an order of its own. */
@Model(indexes = @Index(fields = {"colour", "tag"}))
class Sample {
  @KeyField String name;
  @IndexedField Colour colour;
  @IndexedField String tag = "none";
  @IndexedField BigDecimal rate;
  @UniqueField String code;

  @SortedField double score;

  @SortedField
  @Field(nullable = true)
  Long big;

  @SortedField BigDecimal price;

  @SortedField
  @Field(nullable = true)
  String title;

  @DatetimeField Instant at;
  String region;

  @SortedField(partitionBy = "region")
  int rank;

  @Relationship(nullable = true)
  Ref<Owner> owner = Ref.empty();

  @GeoField GeoPoint place;

  Integer level;
  boolean active = true;
  String note = "none";
  BigDecimal amount;
  Double ratio = 1.5;
  long count;
  LocalDate day;
  Instant seen;
  UUID uuid;
  Optional<String> maybe = Optional.empty();
  BigInteger huge;
  Duration length;
}
