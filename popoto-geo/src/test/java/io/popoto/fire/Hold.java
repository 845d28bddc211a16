package io.popoto.fire;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass, which is what a fault that lasts for a while is about. */
final class Hold {
  private Hold() {}

  static void during(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  static void millis(long millis) {
    during(Duration.ofMillis(millis));
  }
}
