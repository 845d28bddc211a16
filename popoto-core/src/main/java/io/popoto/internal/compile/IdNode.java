package io.popoto.internal.compile;

import io.popoto.internal.codec.KeyText;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The records of some ids, those of the values of the only field of the key. */
record IdNode(BoundField field, Set<String> ids) implements Node {

  static IdNode of(BoundField field, Choices values) {
    Set<String> ids = new LinkedHashSet<>();
    values.all().forEach(operand -> ids.add(id(field, operand.value())));
    return new IdNode(field, Collections.unmodifiableSet(ids));
  }

  /** Returns the id of a value, in which it stands as itself, not as what is stored for it. */
  static String id(BoundField field, Object value) {
    return KeyText.escape(Text.string(field.codec().encode(value)), false);
  }

  /** Returns whether the value in a row is that of its key; it is not if it was edited by hand. */
  static boolean isTheKeyOf(StoredRow row, BoundField field) {
    Object value = row.value(field);
    return value != null && id(field, value).equals(row.id());
  }

  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text("id");
    List<byte[]> texts = new ArrayList<>(ids.size());
    ids.forEach(id -> texts.add(Text.bytes(id)));
    writing.operands.write(json, texts);
    json.close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    return ids.contains(row.id()) && isTheKeyOf(row, field);
  }

  @Override
  public int weight() {
    return OVERHEAD + ids.size();
  }

  @Override
  public Object kind() {
    return IdNode.class;
  }

  @Override
  public Node union(List<Node> same) {
    Set<String> all = new LinkedHashSet<>();
    same.forEach(node -> all.addAll(((IdNode) node).ids));
    return new IdNode(field, Collections.unmodifiableSet(all));
  }

  @Override
  public List<Node> slices(int most) {
    List<String> all = List.copyOf(ids);
    List<Node> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      List<String> some = all.subList(from, Math.min(from + most, all.size()));
      slices.add(new IdNode(field, Collections.unmodifiableSet(new LinkedHashSet<>(some))));
    }
    return slices;
  }

  @Override
  public String text() {
    return field + (ids.size() == 1 ? " = " + String.join("", ids) : " in " + ids) + " (key)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(field);
  }
}
