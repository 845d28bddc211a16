package io.popoto.contract;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

/** A price within a category that may change. */
@Model
class Shelf {
  @KeyField String name;
  @IndexedField String category;

  @SortedField(partitionBy = "category")
  int price;

  Shelf() {}

  Shelf(String name, String category, int price) {
    this.name = name;
    this.category = category;
    this.price = price;
  }
}
