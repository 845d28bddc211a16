package io.popoto.fire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is only added to holds what was done, and no more than may have been: invariant 8. */
final class CounterJudge implements Judge {
  @Override
  public List<String> violations(Round round) {
    List<String> violations = new ArrayList<>();
    for (int epoch = 0; epoch <= round.world().epoch(); epoch++) {
      for (int i = 0; i < World.COUNTERS; i++) {
        String name = "e" + epoch + "-" + i;
        check(round, "counter " + name, "Counter:" + name, "value", violations);
      }
    }
    for (int number = 0; number < World.LEDGERS; number++) {
      check(round, "ledger " + number, "Ledger:shop%3A1:" + number, "version", violations);
    }
    return violations;
  }

  private static void check(
      Round round, String name, String key, String field, List<String> violations) {
    Map<String, String> hash = round.ground().raw().hgetall(round.space() + key);
    long found = Long.parseLong(hash.getOrDefault(field, "0"));
    long done = round.fault().keepsData() ? round.recorder().done(name) : 0;
    long most = round.recorder().done(name) + round.recorder().unknown(name);
    if (found < done || found > most) {
      violations.add("%s is %d, expected %d to %d".formatted(name, found, done, most));
    }
  }
}
