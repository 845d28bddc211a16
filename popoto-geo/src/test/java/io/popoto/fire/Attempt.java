package io.popoto.fire;

import java.util.function.Supplier;

/**
 * One call of the library and how it ended.
 *
 * @param what the operation
 * @param start when it was called, by {@link System#nanoTime()}
 * @param end when it ended
 * @param steps how many timeouts it may take
 * @param outcome how it ended
 * @param value what it returned; null unless it was done
 * @param failure what it threw; null if it was done
 * @param <R> what it returns
 */
record Attempt<R>(
    String what, long start, long end, int steps, Outcome outcome, R value, Throwable failure) {

  boolean is(Outcome other) {
    return outcome == other;
  }

  /** Runs a call. */
  static <R> Attempt<R> of(String what, int steps, Supplier<R> call) {
    long start = System.nanoTime();
    try {
      R value = call.get();
      return new Attempt<>(what, start, System.nanoTime(), steps, Outcome.DONE, value, null);
    } catch (Throwable e) {
      return new Attempt<>(what, start, System.nanoTime(), steps, Outcomes.of(e), null, e);
    }
  }
}
