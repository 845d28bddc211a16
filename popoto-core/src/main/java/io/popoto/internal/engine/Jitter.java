package io.popoto.internal.engine;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Spreads what many clients do after the same event. */
final class Jitter {
  private Jitter() {}

  /** Returns a time between half of another and one and a half of it. */
  static long of(long time) {
    return of(time, ThreadLocalRandom.current());
  }

  static long of(long time, RandomGenerator random) {
    return time / 2 + random.nextLong(time + 1);
  }
}
