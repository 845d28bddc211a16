package io.popoto.internal.engine;

import java.util.concurrent.ThreadLocalRandom;

/** Spreads what many clients do after the same event. */
final class Jitter {
  private Jitter() {}

  /** Returns a time between half of another and one and a half of it. */
  static long of(long time) {
    return time / 2 + ThreadLocalRandom.current().nextLong(time + 1);
  }
}
