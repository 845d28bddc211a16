package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import java.util.List;
import java.util.Set;

/** The records of some ids: a lookup by the whole key. */
record IdNode(BoundField field, List<String> ids) implements Node {
  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text("id").name("v").open('[');
    for (String id : ids) {
      json.number(writing.operands.add(id));
    }
    json.close(']').close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    return ids.contains(row.id());
  }

  @Override
  public String text() {
    return field + (ids.size() == 1 ? " = " + ids.get(0) : " in " + ids) + " (key)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {}
}
