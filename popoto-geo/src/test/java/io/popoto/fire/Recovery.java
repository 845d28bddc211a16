package io.popoto.fire;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.exception.PopotoException;
import java.time.Duration;
import java.util.List;

/**
 * Finds out how long it takes until calls of each kind work, on each connection and in each API.
 */
final class Recovery {
  private static final Duration GIVEN_UP = Duration.ofSeconds(15);

  private final List<Repository<Branch>> apis;
  private final Pulse pulse;

  Recovery(Popoto popoto, Pulse pulse) {
    this.apis =
        List.of(
            Actor.repository(popoto, false, Branch.class),
            Actor.repository(popoto, true, Branch.class));
    this.pulse = pulse;
  }

  Duration await() {
    long start = System.nanoTime();
    Branch probe = new Branch("probe", "Rome", 1);
    for (Repository<Branch> branches : apis) {
      until(start, () -> branches.save(probe));
      until(start, () -> branches.load("probe"));
      until(start, () -> branches.query().filter("city", "Rome").all());
      until(start, () -> branches.bulkDelete(List.of(probe)));
    }
    long end = System.nanoTime();
    return Duration.ofNanos(Math.max(0, end - start - pulse.allowance(start, end)));
  }

  private static void until(long start, Runnable call) {
    while (true) {
      try {
        call.run();
        return;
      } catch (PopotoException e) {
        if (System.nanoTime() - start > GIVEN_UP.toNanos()) {
          return;
        }
        Hold.millis(5);
      }
    }
  }
}
