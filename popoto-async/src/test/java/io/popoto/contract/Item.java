package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** The smallest model: a name and a number. */
@Model
class Item {

  @KeyField String name;
  int value;

  Item() {}

  Item(String name, int value) {
    this.name = name;
    this.value = value;
  }
}
