package io.popoto.contract;

import io.popoto.Ref;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;

/** Who writes, with a reference to whom the author admires. */
@Model
class Author {

  @KeyField String name;

  @Relationship(nullable = true)
  Ref<Author> admires = Ref.empty();

  Author() {}

  Author(String name) {
    this.name = name;
  }
}
