package io.popoto.internal.compile;

import io.popoto.Ref;
import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.Field;
import io.popoto.annotation.Index;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Something to eat, with a field of each kind. */
@Model(
    indexes =
        @Index(
            fields = {"cuisine", "shelf"},
            unique = true))
class Dish {
  @KeyField String name;
  @UniqueField String code;
  @IndexedField String cuisine;
  @IndexedField String region;
  @IndexedField List<String> tags;
  @SortedField double rating;

  @SortedField
  @Field(nullable = true)
  BigDecimal cost;

  @SortedField(partitionBy = "cuisine")
  long sold;

  @Relationship(nullable = true)
  Ref<Dish> insteadOf = Ref.empty();

  String shelf;
  int size = 1;
  Duration cooking;
  Map<String, String> notes;

  /** Who cooks what, with a key of two parts. */
  @Model
  static class Cook {
    @KeyField String kitchen;
    @KeyField int number;
    String dish;
  }

  /** A call for a waiter, the latest first. */
  @Model(orderBy = "-at")
  static class Call {
    @AutoKeyField String id;
    @SortedField long at;
  }
}
