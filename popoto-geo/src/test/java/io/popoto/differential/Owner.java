package io.popoto.differential;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

/** What samples refer to. */
@Model
class Owner {
  @KeyField String name;
  @IndexedField String city;
  @SortedField int age;
  String remark;

  Owner() {}

  Owner(String name, String city, int age, String remark) {
    this.name = name;
    this.city = city;
    this.age = age;
    this.remark = remark;
  }
}
