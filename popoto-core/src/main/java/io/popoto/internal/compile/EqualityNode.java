package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The records whose field has one of some values, by a set for each value or by a unique hash. */
record EqualityNode(BoundIndex index, String op, Choices values) implements Node {
  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text(op).name("at").text(index.at()).name("v");
    List<byte[]> texts = new ArrayList<>(values.all().size());
    for (Operand value : values.all()) {
      texts.add(value.canonical());
    }
    writing.operands.write(json, texts);
    json.close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    return values.has(row.text(index.field()));
  }

  @Override
  public String text() {
    return index.field()
        + (values.all().size() == 1 ? " = " + values.text() : " in [" + values.text() + "]")
        + " ("
        + index.info().kind()
        + " index)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(index.field());
  }
}
