package io.popoto.spi;

import java.util.List;

/**
 * A condition on the scores of a sorted-set index that only a plugin understands. Its twin in the
 * scripts is a Lua function of the same name, made from the same numbers. Implementations are
 * immutable values.
 */
public interface Criterion {
  /** Returns the name of the Lua function in {@code criteria}. */
  String function();

  /** Returns the numbers that the Lua function is made from. */
  List<Double> arguments();

  /** Returns ranges of scores that together hold every match; they need not be tight. */
  List<ScoreRange> ranges();

  /** Returns whether a value satisfies the criterion, just as the Lua function does. */
  boolean matches(Object value);

  /** Returns the criterion as {@code explain()} shows it. */
  String text();

  /**
   * A range of scores.
   *
   * @param from the least score in it
   * @param to the least score above it
   */
  record ScoreRange(double from, double to) {}
}
