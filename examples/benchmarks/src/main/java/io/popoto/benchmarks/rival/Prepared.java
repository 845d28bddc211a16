package io.popoto.benchmarks.rival;

/** Work that is done again and again. */
@FunctionalInterface
public interface Prepared<R> {
  /** Does it once. */
  R run();
}
