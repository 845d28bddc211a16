package io.popoto.contract;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Version;

/** A text that several people edit. */
@Model
class Draft {
  @KeyField String id;
  @IndexedField String text;
  int words;
  @Version long version;

  Draft() {}

  Draft(String id, String text) {
    this.id = id;
    this.text = text;
  }
}
