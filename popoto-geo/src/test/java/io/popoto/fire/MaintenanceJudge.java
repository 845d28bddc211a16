package io.popoto.fire;

import io.popoto.IndexReport;
import io.popoto.Repository;
import java.util.ArrayList;
import java.util.List;

/** The library's own inspection finds nothing either, once expired records are swept. */
final class MaintenanceJudge implements Judge {
  @Override
  public List<String> violations(Round round) {
    List<String> violations = new ArrayList<>();
    for (Class<?> type : Round.MODELS) {
      Repository<?> repository = round.quiet().repository(type);
      repository.sweepExpired();
      IndexReport report = repository.checkIndexes();
      if (report.total() != 0 || report.missing() != 0) {
        violations.add("checkIndexes of %s: %s".formatted(type.getSimpleName(), report));
      }
    }
    return violations;
  }
}
