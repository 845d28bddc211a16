package io.popoto.contract;

import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Something to cook, found by any of its tags. */
@Model
class Recipe {
  @KeyField String name;
  @IndexedField Set<String> tags;
  @IndexedField List<String> steps = new ArrayList<>();

  @SortedField
  @Field(nullable = true)
  Integer minutes;

  Recipe() {}

  Recipe(String name, String... tags) {
    this.name = name;
    this.tags = Set.of(tags);
  }
}
