package io.popoto.fire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All calls work again within two seconds after a fault is gone. */
final class RecoveryJudge implements Judge {
  static final Duration LIMIT = Duration.ofSeconds(2);

  @Override
  public List<String> violations(Round round) {
    List<String> violations = new ArrayList<>();
    for (Duration recovery : round.recoveries()) {
      if (recovery.compareTo(LIMIT) > 0) {
        violations.add("it took %d ms until calls worked".formatted(recovery.toMillis()));
      }
    }
    return violations;
  }
}
