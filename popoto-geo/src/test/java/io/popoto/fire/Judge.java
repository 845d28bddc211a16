package io.popoto.fire;

import java.util.List;

/** A rule that holds whatever goes wrong. */
interface Judge {
  /** Returns how it was broken; nobody writes any more. */
  List<String> violations(Round round);

  /** Returns all of them. */
  static List<Judge> all() {
    return List.of(
        new FormatJudge(),
        new HistoryJudge(),
        new CounterJudge(),
        new EventJudge(),
        new DeadlineJudge(),
        new RecoveryJudge(),
        new QueryJudge(),
        new MaintenanceJudge());
  }
}
