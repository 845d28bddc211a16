package io.popoto.internal.compile;

import io.popoto.exception.DecodeException;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.spi.ScoreCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place of a value in a sorted index.
 *
 * @param score the score
 * @param token what the score cannot tell apart; empty where it tells everything
 */
record Score(double score, byte[] token) implements Comparable<Score> {
  private static final byte[] NONE = {};

  static Score of(BoundIndex index, Object value) {
    return of(Objects.requireNonNull(index.scores()), value);
  }

  /**
   * Returns the place of a stored value.
   *
   * @throws DecodeException if it has none, as NaN, which a field that was not sorted may hold
   */
  static Score ofStored(BoundIndex index, StoredRow row, Object value) {
    return ofStored(index, row.key(), row.text(index.field()), value);
  }

  static Score ofStored(BoundIndex index, String key, byte @Nullable [] text, Object value) {
    try {
      return of(index, value);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String shown = text == null ? "" : Text.shown(text);
      throw new DecodeException(key, index.field().name(), shown, e);
    }
  }

  static Score of(ScoreCodec<Object> scores, Object value) {
    byte[] token = scores.exact() ? NONE : Text.bytes(scores.token(value));
    for (byte character : token) {
      if (character == 0) {
        throw new IllegalArgumentException(
            "a token must not contain NUL, which ends it in a member.");
      }
    }
    return new Score(scores.score(value) + 0.0, token);
  }

  @Override
  public int compareTo(Score other) {
    int order = Double.compare(score, other.score);
    return order != 0 ? order : Text.compare(token, other.token);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Score score && compareTo(score) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(score);
  }
}
