package io.popoto.servertime;

import io.popoto.Ref;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/** A record with an index of every kind. */
@Model
class Ticket {
  @KeyField String code;

  @IndexedField String status;
  @IndexedField Set<String> tags;

  @Relationship(nullable = true)
  Ref<Client> client;

  @SortedField long serial;

  @SortedField
  @Field(nullable = true)
  Integer priority;

  @SortedField double weight;

  @SortedField
  @Field(nullable = true)
  BigDecimal price;

  @SortedField String title;
  @SortedField Instant at;

  @IndexedField String region;

  @SortedField(partitionBy = "region")
  int rank;

  @GeoField GeoPoint place;

  String note;
  Integer level;
  BigDecimal amount;

  Ticket() {}

  Ticket(String code) {
    this.code = code;
  }
}
