package io.popoto.spi;

import io.popoto.query.Ordering;
import java.util.List;

/**
 * A value computed from the score of a sorted-set index, such as a distance: records can be ordered
 * by it, and it can be returned with them. Its twin in the scripts is a Lua function in {@code
 * criteria}. Implementations are immutable.
 *
 * @param <V> the type of the value
 */
public interface Computed<V> extends Ordering {
  /** Returns the name of the field from whose index it is computed. */
  String field();

  /** Returns the name of the Lua function in {@code criteria}, from score to number. */
  String function();

  /** Returns the numbers that the Lua function is made from. */
  List<Double> arguments();

  /** Returns the value for a record whose field has this value, in the order of the Lua numbers. */
  V of(Object fieldValue);

  /** Returns the type of the value. */
  Class<V> type();

  /** Returns this order from the greatest value to the least. */
  default Ordering descending() {
    return new Ordering.Reversed(this);
  }
}
