package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The records whose field has one of some values, by a set for each value or by a unique hash. */
record EqualityNode(BoundIndex index, String op, List<Operand> values) implements Node {
  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text(op).name("at").text(index.at()).name("v");
    List<byte[]> texts = new ArrayList<>(values.size());
    for (Operand value : values) {
      texts.add(value.canonical());
    }
    writing.operands.write(json, texts);
    json.close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    return Operand.anyEquals(values, row.text(index.field()));
  }

  @Override
  public String text() {
    String shown =
        values.stream().map(v -> Text.string(v.text())).collect(Collectors.joining(", "));
    return index.field()
        + (values.size() == 1 ? " = " + shown : " in [" + shown + "]")
        + " ("
        + index.info().kind()
        + " index)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(index.field());
  }
}
