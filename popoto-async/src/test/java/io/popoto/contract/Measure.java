package io.popoto.contract;

import io.popoto.annotation.Field;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/** Values of every ordered type. */
@Model
class Measure {

  @KeyField String name;

  @SortedField
  @Field(nullable = true)
  Long whole;

  @SortedField
  @Field(nullable = true)
  BigInteger big;

  @SortedField
  @Field(nullable = true)
  BigDecimal amount;

  @SortedField
  @Field(nullable = true)
  Instant moment;

  @SortedField
  @Field(nullable = true)
  LocalDate date;

  @SortedField
  @Field(nullable = true)
  LocalTime time;

  @SortedField
  @Field(nullable = true)
  LocalDateTime local;

  @SortedField
  @Field(nullable = true)
  OffsetDateTime offsetTime;

  @SortedField
  @Field(nullable = true)
  Duration length;

  @SortedField
  @Field(nullable = true)
  String text;

  Measure() {}

  Measure(String name) {
    this.name = name;
  }
}
