package io.popoto.contract;

import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A counter of each kind that can be added to, plain and indexed. */
@Model
class Tally {
  @KeyField String name;
  byte tiny;
  Short small;
  int number = 7;
  long count;
  Long boxed;
  BigInteger big;
  BigDecimal balance = BigDecimal.ZERO;
  double ratio;
  float half;
  String label;

  @SortedField int sortedNumber;
  @SortedField long sortedCount;

  @SortedField
  @Field(nullable = true)
  BigInteger sortedBig;

  @SortedField BigDecimal sortedBalance = BigDecimal.ZERO;
  @SortedField double sortedRatio;
  @IndexedField long indexed;
  @UniqueField Long only;
  BigDecimal section = BigDecimal.ONE;

  @SortedField(partitionBy = "section")
  long place;

  Tally() {}

  Tally(String name) {
    this.name = name;
  }
}
