package io.popoto.fire;

import java.util.ArrayList;
import java.util.List;

/** No more events come for a record than there were writes. */
final class EventJudge implements Judge {
  @Override
  public List<String> violations(Round round) {
    List<String> violations = new ArrayList<>();
    round
        .events()
        .forEach(
            (id, count) -> {
              String name = "ledger " + id.substring(id.lastIndexOf(':') + 1);
              long most = round.recorder().done(name) + round.recorder().unknown(name);
              if (count.get() > most) {
                violations.add(
                    "%s: %d events of at most %d writes".formatted(name, count.get(), most));
              }
            });
    return violations;
  }
}
