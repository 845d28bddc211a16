package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One field of each type that can be stored, boxed so that it can be null. */
@Model
class AllTypes {
  enum Colour {
    RED,
    GREEN
  }

  record Part(String name, int count) {}

  @KeyField String key;
  boolean yes;
  byte tiny;
  short small;
  int number;
  long large;
  float half;
  double fraction;
  char letter = 'a';
  Boolean boxedYes;
  Integer boxedNumber;
  Long boxedLarge;
  Double boxedFraction;
  String text;
  String greeting = "hello";
  Colour colour;
  BigInteger huge;
  BigDecimal exact;
  UUID uuid;
  byte[] bytes;
  Instant instant;
  LocalDate date;
  LocalTime time;
  LocalDateTime dateTime;
  OffsetDateTime offsetTime;
  ZonedDateTime zoned;
  Duration duration;
  Optional<String> maybe = Optional.empty();
  Optional<Integer> maybeNumber = Optional.empty();
  List<String> list;
  List<String> listByDefault = List.of("x");
  Set<Integer> set;
  Map<String, Integer> map;
  int[] array;
  Part part;
  List<Part> parts;

  AllTypes() {}

  AllTypes(String key) {
    this.key = key;
  }
}
