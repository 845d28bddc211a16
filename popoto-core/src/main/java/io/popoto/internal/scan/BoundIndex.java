package io.popoto.internal.scan;

import io.popoto.metadata.IndexInfo;
import io.popoto.spi.IndexKind;
import io.popoto.spi.ScoreCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index with the fields it holds and, in a sorted set, how their values become scores.
 *
 * @param info the description
 * @param at its prefix among the model's keys, such as {@code eq:status}
 * @param kind its kind
 * @param position its place in the index spec, from 1
 * @param fields the fields whose values it holds
 * @param partitionBy the fields that divide it
 * @param scores how values become scores, null unless it is a sorted set
 * @param many whether the field is a collection whose every element has an entry
 * @param textIsScore whether the stored text of a value is its score
 */
public record BoundIndex(
    IndexInfo info,
    String at,
    IndexKind kind,
    int position,
    List<BoundField> fields,
    List<BoundField> partitionBy,
    @Nullable ScoreCodec<Object> scores,
    boolean many,
    boolean textIsScore) {

  /** Returns the name of its null set, or null if it has none. */
  public @Nullable String nullAt() {
    return info.nullable() ? "null:" + fields.get(0).info().storedName() : null;
  }

  /** Returns whether its members carry tokens. */
  public boolean hasTokens() {
    return scores != null && !scores.exact();
  }

  /** Returns the field that a sorted set is sorted by, or the first of several. */
  public BoundField field() {
    return fields.get(0);
  }
}
