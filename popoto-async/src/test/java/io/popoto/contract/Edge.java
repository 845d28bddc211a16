package io.popoto.contract;

import io.popoto.Ref;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Fields whose values lie at the edges of their types. */
@Model
class Edge {
  @KeyField String name;
  @IndexedField BigDecimal rate;
  String note;
  Double ratio;
  BigDecimal amount;
  LocalDate day;
  String region = "north";

  @SortedField(partitionBy = "region")
  @Field(nullable = true)
  Integer rank;

  @SortedField double score;

  @Relationship(nullable = true)
  Ref<Item> item = Ref.empty();

  Edge() {}

  Edge(String name) {
    this.name = name;
  }
}
