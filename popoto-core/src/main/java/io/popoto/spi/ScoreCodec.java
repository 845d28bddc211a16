package io.popoto.spi;

/**
 * How a sorted index keeps the order of a type's values, although a Redis score is a double.
 *
 * <p>If a double holds every value of the type without loss, {@link #score} is all there is to do.
 * Otherwise the score is rounded, {@link #exact()} is false, and {@link #token} orders what the
 * score cannot tell apart. Implementations are safe for use by several threads at once.
 *
 * @param <V> the type of the values
 */
public interface ScoreCodec<V> {

  /**
   * Returns the score of a value. A greater value never has a smaller score.
   *
   * @param value the value, never null
   * @return a finite number
   * @throws IllegalArgumentException if the value has no place in the order, such as NaN
   */
  double score(V value);

  /**
   * Returns the text that orders values of equal score by its UTF-8 bytes. It contains no NUL,
   * which ends it in the index: of two tokens of which one begins with the other, the shorter comes
   * first.
   *
   * @param value the value, never null
   * @return the token, empty if the order is {@link #exact()}
   * @throws IllegalArgumentException if the value has no place in the order
   */
  default String token(V value) {
    return "";
  }

  /**
   * Tells whether scores alone are the exact order. If not, score and token together are.
   *
   * @return whether the token is unused
   */
  default boolean exact() {
    return true;
  }
}
