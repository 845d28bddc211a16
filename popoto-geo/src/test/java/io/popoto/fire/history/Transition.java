package io.popoto.fire.history;

import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * What an operation did to one record, or saw of it. The state of a record is a number that no two
 * writes share, or {@link #ABSENT}.
 */
public final class Transition {
  /** The state of a record that does not exist. */
  public static final long ABSENT = Long.MIN_VALUE;

  /** The answer to a state from which the operation cannot have ended as it did. */
  public static final long IMPOSSIBLE = Long.MIN_VALUE + 1;

  private final String text;
  private final boolean observation;
  private final LongUnaryOperator effect;

  private Transition(String text, boolean observation, LongUnaryOperator effect) {
    this.text = text;
    this.observation = observation;
    this.effect = effect;
  }

  private static Transition change(String text, LongUnaryOperator effect) {
    return new Transition(text, false, effect);
  }

  /** Returns the state after the operation, or {@link #IMPOSSIBLE}. */
  public long from(long state) {
    return effect.applyAsLong(state);
  }

  /** Returns whether it changes nothing, whatever the state. */
  public boolean isObservation() {
    return observation;
  }

  /** A write that needs nothing to be there. */
  public static Transition wrote(long value) {
    return change("wrote " + value, state -> value);
  }

  /** A write that needs the record to be absent. */
  public static Transition created(long value) {
    return change("created " + value, state -> state == ABSENT ? value : IMPOSSIBLE);
  }

  /** A write that needs the record to exist. */
  public static Transition replaced(long value) {
    return change("replaced by " + value, state -> state == ABSENT ? IMPOSSIBLE : value);
  }

  /** A write that needs the record to have a value. */
  public static Transition swapped(long expected, long value) {
    return change(
        "swapped " + expected + " for " + value, state -> state == expected ? value : IMPOSSIBLE);
  }

  /** An addition whose sum is not known. */
  public static Transition added(long delta) {
    return change("added " + delta, state -> state == ABSENT ? IMPOSSIBLE : state + delta);
  }

  /** An addition that returned its sum. */
  public static Transition added(long delta, long sum) {
    return change(
        "added " + delta + ", which made " + sum,
        state -> state != ABSENT && state + delta == sum ? sum : IMPOSSIBLE);
  }

  /** A deletion that found the record. */
  public static Transition deleted() {
    return change("deleted", state -> state == ABSENT ? IMPOSSIBLE : ABSENT);
  }

  /** An observation that leaves the record as it is. */
  public static Transition saw(String what, LongPredicate test) {
    return new Transition("saw " + what, true, state -> test.test(state) ? state : IMPOSSIBLE);
  }

  /** The observation of a value, or of {@link #ABSENT}. */
  public static Transition saw(long value) {
    return saw(value == ABSENT ? "nothing" : String.valueOf(value), state -> state == value);
  }

  /** The observation that the record exists. */
  public static Transition sawPresent() {
    return saw("something", state -> state != ABSENT);
  }

  /** What cannot be: there is no state in which the operation ends like this. */
  public static Transition never() {
    return saw("what cannot be", state -> false);
  }

  @Override
  public String toString() {
    return text;
  }
}
