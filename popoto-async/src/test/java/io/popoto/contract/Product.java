package io.popoto.contract;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import java.math.BigDecimal;

/** Something on sale. */
@Model
class Product {

  @KeyField String name;
  @IndexedField String category;
  String state;
  @SortedField BigDecimal price;

  Product() {}

  Product(String name, String category, String state, String price) {
    this.name = name;
    this.category = category;
    this.state = state;
    this.price = new BigDecimal(price);
  }
}
