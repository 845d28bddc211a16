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
    json.open('{').name("op").text(op).name("at").text(index.at());
    List<byte[]> texts = new ArrayList<>(values.all().size());
    for (Operand value : values.all()) {
      texts.add(value.canonical());
    }
    writing.operands.write(json, texts);
    if (writing.comparesStored(index)) {
      TextNode.writeField(json, writing, index.field());
    }
    json.close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    return values.has(row.text(index.field()));
  }

  @Override
  public int weight() {
    return OVERHEAD + values.all().size();
  }

  @Override
  public void addValues(ValuesOfIndexes counts) {
    counts.add(index, values.all().size());
  }

  @Override
  public Object kind() {
    return List.of(op, index.at());
  }

  @Override
  public Node union(List<Node> same) {
    List<Operand> all = new ArrayList<>();
    same.forEach(node -> all.addAll(((EqualityNode) node).values.all()));
    return new EqualityNode(index, op, Choices.of(all));
  }

  @Override
  public List<Node> slices(int most) {
    List<Node> slices = new ArrayList<>();
    values.slices(most).forEach(some -> slices.add(new EqualityNode(index, op, some)));
    return slices;
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
