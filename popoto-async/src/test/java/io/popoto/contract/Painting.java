package io.popoto.contract;

import io.popoto.Ref;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;

/** What somebody painted, or nobody knows who. */
@Model
class Painting {
  @KeyField String title;
  @SortedField int year;

  @Relationship(nullable = true)
  Ref<Painter> painter = Ref.empty();

  Painting() {}

  Painting(String title, int year, Ref<Painter> painter) {
    this.title = title;
    this.year = year;
    this.painter = painter;
  }
}
