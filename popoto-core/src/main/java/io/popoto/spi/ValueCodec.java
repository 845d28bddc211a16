package io.popoto.spi;

import java.util.Optional;

/**
 * How the values of one Java type are kept in Redis: as bytes that a person can read, from which an
 * equal value comes back.
 *
 * <p>Equal values should have equal bytes, because indexes and unique fields compare what is
 * stored; {@link #equality()} names the exceptions. A null never reaches a codec. Implementations
 * are safe for use by several threads at once.
 *
 * @param <V> the type of the values
 */
public interface ValueCodec<V> {

  /**
   * Returns the stored form of a value, as an array that the caller may keep.
   *
   * @param value the value, never null
   * @return its bytes, of any length, zero included
   * @throws IllegalArgumentException if this value cannot be stored
   */
  byte[] encode(V value);

  /**
   * Returns the value that a stored form stands for.
   *
   * @param stored bytes that need not come from {@link #encode}: anyone may have edited them
   * @return the value, never null
   * @throws RuntimeException if the bytes are not the form of any value; usually an {@link
   *     IllegalArgumentException}
   */
  V decode(byte[] stored);

  /**
   * Tells how the equality of two values shows in their stored forms.
   *
   * @return the rule; equal bytes unless overridden
   */
  default Equality equality() {
    return Equality.TEXT;
  }

  /**
   * Returns the order that a sorted index keeps for this type.
   *
   * @return the order, or empty if values of this type have none that Redis can keep
   */
  default Optional<ScoreCodec<V>> order() {
    return Optional.empty();
  }

  /**
   * Tells whether a value may be part of a record's key: its stored form is text, and equal values
   * have the same one.
   *
   * @return whether the type is fit for key fields
   */
  default boolean keyable() {
    return false;
  }
}
