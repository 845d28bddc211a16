package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import java.util.Set;

/** The records whose id begins with a text. */
record IdPrefixNode(BoundField field, String prefix) implements Node {
  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text("idprefix").name("v");
    json.number(writing.operands.add(prefix)).close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    return row.id().startsWith(prefix) && IdNode.isTheKeyOf(row, field);
  }

  @Override
  public String text() {
    return field + " starts with " + prefix + " (key order)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(field);
  }
}
