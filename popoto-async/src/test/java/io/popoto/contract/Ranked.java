package io.popoto.contract;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A record that comes in the order of its priority. */
@Model(orderBy = "priority")
class Ranked {

  @KeyField String name;
  int priority;

  Ranked() {}

  Ranked(String name, int priority) {
    this.name = name;
    this.priority = priority;
  }
}
