package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A model whose name begins like another's. */
@Model
class ItemItem {
  @KeyField String name;

  ItemItem() {}

  ItemItem(String name) {
    this.name = name;
  }
}
