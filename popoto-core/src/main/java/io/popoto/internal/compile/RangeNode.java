package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records whose sorted field lies between two bounds, either of which may be missing.
 *
 * @param index the index
 * @param partitions the partitions to look into, each with a text for each partition field
 * @param low the lower bound
 * @param high the upper bound
 */
record RangeNode(
    BoundIndex index, List<List<byte[]>> partitions, @Nullable Bound low, @Nullable Bound high)
    implements Node {

  /**
   * A bound of a range.
   *
   * @param score its place in the index
   * @param open whether the bound itself is left out
   * @param shown the value as text
   */
  record Bound(Score score, boolean open, String shown) {
    void write(Json json, Operands operands, boolean tokens) {
      json.open('{').name("score").text(Double.toString(score.score()));
      if (open) {
        json.name("open").truth(true);
      }
      if (tokens) {
        json.name("token").number(operands.add(score.token()));
      }
      json.close('}');
    }
  }

  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text("range");
    writeIndex(json, writing, index, partitions);
    if (low != null) {
      low.write(json.name("low"), writing.operands, index.hasTokens());
    }
    if (high != null) {
      high.write(json.name("high"), writing.operands, index.hasTokens());
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
    if (value == null) {
      return false;
    }
    Score score = Score.ofStored(index, row, value);
    int above = low == null ? 1 : score.compareTo(low.score());
    int below = high == null ? -1 : score.compareTo(high.score());
    return (above > 0 || (above == 0 && low != null && !low.open()))
        && (below < 0 || (below == 0 && high != null && !high.open()));
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder(index.field().name()).append(" in ");
    text.append(low == null || low.open() ? '(' : '[').append(low == null ? "-inf" : low.shown());
    text.append(", ").append(high == null ? "+inf" : high.shown());
    text.append(high == null || high.open() ? ')' : ']').append(" (sorted index");
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
