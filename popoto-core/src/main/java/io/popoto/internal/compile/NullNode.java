package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import java.util.Set;

/** The records whose indexed field is null, by the null set of the index. */
record NullNode(BoundIndex index) implements Node {
  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text("null").name("at").text(String.valueOf(index.nullAt()));
    json.close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    return row.text(index.field()) == null;
  }

  @Override
  public String text() {
    return index.field() + " is null (null set)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(index.field());
  }
}
