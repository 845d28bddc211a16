package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A record whose key is any two texts. */
@Model
class Pair {

  @KeyField String left;
  @KeyField String right;
  int value;

  Pair() {}

  Pair(String left, String right) {
    this.left = left;
    this.right = right;
  }
}
