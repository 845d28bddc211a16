package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The records whose sorted field lies in one of some intervals.
 *
 * @param index the index
 * @param partitions the partitions to look into, each with a text for each partition field
 * @param intervals the intervals, in order and apart
 */
record RangeNode(BoundIndex index, List<List<byte[]>> partitions, List<Interval> intervals)
    implements Node {
  @Override
  public void write(Json json, Writing writing) {
    if (intervals.isEmpty()) {
      json.open('{').name("op").text("none").close('}');
      return;
    }
    boolean one = isOne();
    json.open('{').name("op").text(one ? "range" : "ranges");
    writeIndex(json, writing, index, partitions);
    if (one) {
      Interval only = intervals.get(0);
      if (only.low() != null) {
        only.low().write(json.name("low"), writing.operands, index.hasTokens());
      }
      if (only.high() != null) {
        only.high().write(json.name("high"), writing.operands, index.hasTokens());
      }
    } else {
      List<byte[]> bounds = new ArrayList<>(6 * intervals.size());
      intervals.forEach(interval -> interval.addTo(bounds));
      json.name("b").number(writing.operands.addPacked(bounds));
    }
    json.close('}');
  }

  /** Writes which keys are meant. */
  static void writeIndex(
      Json json, Writing writing, BoundIndex index, List<List<byte[]>> partitions) {
    json.name("at").text(index.at());
    if (!index.partitionBy().isEmpty()) {
      json.name("p").open('[');
      for (List<byte[]> partition : partitions) {
        json.open('[');
        partition.forEach(text -> json.number(writing.operands.add(text)));
        json.close(']');
      }
      json.close(']');
    }
    if (index.hasTokens()) {
      json.name("i").truth(true);
      writing.tokens = true;
    }
  }

  @Override
  public boolean test(StoredRow row) {
    Object value = row.value(index.field());
    return value != null && Interval.contain(intervals, Score.ofStored(index, row, value));
  }

  @Override
  public int weight() {
    return OVERHEAD + intervals.size() + partitions.size();
  }

  @Override
  public Object kind() {
    return List.of(
        index.at(),
        partitions.stream().map(texts -> texts.stream().map(ByteBuffer::wrap).toList()).toList());
  }

  @Override
  public Node union(List<Node> same) {
    List<Interval> all = new ArrayList<>();
    same.forEach(node -> all.addAll(((RangeNode) node).intervals));
    return new RangeNode(index, partitions, Interval.union(all));
  }

  /** Returns whether it is one interval. */
  boolean isOne() {
    return intervals.size() == 1;
  }

  /** Returns the node for what is in this interval and in another of the same index. */
  Node intersection(RangeNode same) {
    Interval both = intervals.get(0).intersection(same.intervals.get(0));
    return new RangeNode(index, partitions, List.of(both));
  }

  @Override
  public List<Node> slices(int most) {
    List<Node> slices = new ArrayList<>();
    for (int from = 0; from < intervals.size(); from += most) {
      List<Interval> some = intervals.subList(from, Math.min(from + most, intervals.size()));
      slices.add(new RangeNode(index, partitions, some));
    }
    return slices;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder(index.field().name()).append(" in ");
    text.append(intervals.stream().map(Interval::text).collect(Collectors.joining(" or ")));
    text.append(" (sorted index");
    for (List<byte[]> partition : partitions) {
      text.append(' ').append(partition.stream().map(Text::shown).toList());
    }
    return text.append(')').toString();
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(index.field());
    fields.addAll(index.partitionBy());
  }
}
