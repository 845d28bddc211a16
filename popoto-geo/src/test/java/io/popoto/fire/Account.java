package io.popoto.fire;

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
import io.popoto.fire.oracle.Shape;
import io.popoto.fire.oracle.ValueType;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A record with an index of each kind and nulls, with which everything is done. */
@Model(
    indexes =
        @Index(
            fields = {"area", "seat"},
            unique = true))
class Account {
  static final Shape SHAPE =
      Shape.of("Account", "name")
          .unique("email")
          .equal("status")
          .elements("tags")
          .exact("rank", ValueType.NUMBER)
          .token("points", ValueType.NUMBER)
          .token("balance", ValueType.NUMBER)
          .token("title", ValueType.TEXT)
          .token("changed", ValueType.INSTANT)
          .geo("place")
          .equal("home")
          .unique("area", "seat")
          .nullable("status", "tags", "balance", "title", "home");

  @KeyField String name;
  @UniqueField String email;

  @IndexedField
  @Field(nullable = true)
  String status;

  @IndexedField List<String> tags = List.of();
  @SortedField int rank;
  @SortedField long points;

  @SortedField
  @Field(nullable = true)
  BigDecimal balance;

  @SortedField
  @Field(nullable = true)
  String title;

  @DatetimeField(autoNow = true)
  Instant changed;

  @GeoField GeoPoint place;

  @Relationship(nullable = true)
  Ref<Branch> home = Ref.empty();

  String area;
  Integer seat;
  String note;
  Remark remark = new Remark("");
}
