package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The records whose collection has an element. */
record TagNode(BoundIndex index, String tag) implements Node {
  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text("eq").name("at").text(index.at()).name("v");
    writing.operands.write(json, List.of(Text.bytes(tag)));
    json.close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    return row.value(index.field()) instanceof Collection<?> tags && tags.contains(tag);
  }

  @Override
  public String text() {
    return index.field() + " contains " + tag + " (eq index)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(index.field());
  }
}
