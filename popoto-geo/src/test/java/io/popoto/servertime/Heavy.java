package io.popoto.servertime;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import java.util.Set;

/** A record with much in it: thousands of tags, or a text of a megabyte. */
@Model
class Heavy {
  @KeyField String code;
  @SortedField int number;
  @IndexedField String kind;
  @IndexedField Set<String> tags;
  String body;

  Heavy() {}

  Heavy(String code, int number) {
    this.code = code;
    this.number = number;
  }
}
