package io.popoto.fire;

import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.fire.oracle.Shape;
import io.popoto.fire.oracle.ValueType;
import java.util.List;
import java.util.Map;

/** A record of texts, wherever a text can be. */
@Model
class Odd {
  static final Shape SHAPE =
      Shape.of("Odd", "left", "right")
          .unique("code")
          .equal("label")
          .elements("tags")
          .token("title", ValueType.TEXT)
          .nullable("label", "tags", "title");

  @KeyField String left;
  @KeyField String right;
  @UniqueField String code;
  @IndexedField String label;
  @IndexedField List<String> tags = List.of();

  @SortedField
  @Field(nullable = true)
  String title;

  String note;
  Map<String, Object> extra = Map.of();

  /** Returns all that it holds, to compare. */
  List<Object> values() {
    return java.util.Arrays.asList(left, right, code, label, tags, title, note, extra);
  }
}
