package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import java.math.BigDecimal;

/** A rank within two numbers. */
@Model
class Tariff {
  @KeyField String name;
  BigDecimal rate;
  double zero;

  @SortedField(partitionBy = {"rate", "zero"})
  int rank;

  Tariff() {}

  Tariff(String name, BigDecimal rate, double zero, int rank) {
    this.name = name;
    this.rate = rate;
    this.zero = zero;
    this.rank = rank;
  }
}
