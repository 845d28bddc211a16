package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The records whose collection has one of some elements. */
record TagNode(BoundIndex index, Set<String> tags) implements Node {
  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text(tags.size() == 1 ? "eq" : "any").name("at").text(index.at());
    List<byte[]> texts = new ArrayList<>(tags.size());
    tags.forEach(tag -> texts.add(Text.bytes(tag)));
    writing.operands.write(json, texts);
    if (writing.comparesStored(index)) {
      TextNode.writeField(json.name("many").truth(true), writing, index.field());
    }
    json.close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    if (!(row.value(index.field()) instanceof Collection<?> elements)) {
      return false;
    }
    for (Object element : elements) {
      if (element instanceof String tag && tags.contains(tag)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int weight() {
    return OVERHEAD + tags.size();
  }

  @Override
  public void addValues(ValuesOfIndexes counts) {
    counts.add(index, tags.size());
  }

  @Override
  public Object kind() {
    return index.at();
  }

  @Override
  public Node union(List<Node> same) {
    Set<String> all = new LinkedHashSet<>();
    same.forEach(node -> all.addAll(((TagNode) node).tags));
    return new TagNode(index, all);
  }

  @Override
  public List<Node> slices(int most) {
    List<String> all = List.copyOf(tags);
    List<Node> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      List<String> some = all.subList(from, Math.min(from + most, all.size()));
      slices.add(new TagNode(index, new LinkedHashSet<>(some)));
    }
    return slices;
  }

  @Override
  public String text() {
    return index.field()
        + (tags.size() == 1
            ? " contains " + String.join("", tags)
            : " contains any of [" + String.join(", ", tags) + "]")
        + " (eq index)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(index.field());
  }
}
