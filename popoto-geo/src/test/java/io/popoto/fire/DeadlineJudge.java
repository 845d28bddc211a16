package io.popoto.fire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Each call ends by its timeout, a tenth of it and 100 ms, however it ends. */
final class DeadlineJudge implements Judge {
  private static final Duration MORE = Duration.ofMillis(100);

  static Duration limit(Duration timeout, int steps) {
    return timeout.plus(timeout.dividedBy(10)).multipliedBy(steps).plus(MORE);
  }

  @Override
  public List<String> violations(Round round) {
    List<String> violations = new ArrayList<>();
    if (!round.fault().keepsTime()) {
      return violations;
    }
    for (Attempt<?> attempt : round.recorder().slow()) {
      long took = attempt.end() - attempt.start();
      long stood = round.pulse().stood(attempt.start(), attempt.end());
      Duration limit = limit(round.fault().timeout(), attempt.steps());
      if (took - round.pulse().allowance(attempt.start(), attempt.end()) > limit.toNanos()) {
        violations.add(
            "%s took %d ms, in %d of which the machine stood still; at most %d: %s"
                .formatted(
                    attempt.what(),
                    took / 1_000_000,
                    stood / 1_000_000,
                    limit.toMillis(),
                    attempt.failure() == null ? "done" : attempt.failure()));
      }
    }
    return violations;
  }
}
