package io.popoto.fire;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.IndexReport;
import io.popoto.Repository;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of each kind are of another type for a while; then the old ones come back, with entries that
 * nobody could remove meanwhile. Until indexes are cleaned, these are counted, and keep unique
 * values taken; rows are right all the time.
 */
final class WrongType implements Fault {
  private static final List<String> KEYS =
      List.of(
          "popoto:Account:all",
          "popoto:Account:eq:status:open",
          "popoto:Account:eq:tags:t1",
          "popoto:Account:null:status",
          "popoto:Account:sorted:rank",
          "popoto:Account:sorted:points",
          "popoto:Account:geo:place",
          "popoto:Account:unique:email",
          "popoto:Account:unique:area+seat",
          "popoto:Account:expiry",
          "popoto:Account:memo",
          "popoto:Account:meta",
          "popoto:Session:expiry",
          "popoto:Session:memo",
          "popoto:Slot:all",
          "popoto:Slot:unique:mark",
          "popoto:Slot:eq:colour:c1",
          "popoto:Slot:sorted:value",
          "popoto:Slot:meta",
          "popoto:Ledger:sorted:total",
          "Account:a1",
          "Ledger:shop%3A1:1");

  @Override
  public String name() {
    return "a key of each kind of another type";
  }

  @Override
  public boolean keepsIndexes() {
    return false;
  }

  @Override
  public List<String> mend(Round round) {
    List<String> violations = new ArrayList<>();
    for (Class<?> type : Round.MODELS) {
      Repository<?> repository = round.quiet().repository(type);
      repository.sweepExpired();
      IndexReport report = repository.checkIndexes();
      if (report.missing() != 0) {
        violations.add("checkIndexes of %s: %s".formatted(type.getSimpleName(), report));
      }
      long cleaned = repository.cleanIndexes();
      if (cleaned != report.total()) {
        violations.add(
            "cleanIndexes of %s: %d of %d"
                .formatted(type.getSimpleName(), cleaned, report.total()));
      }
    }
    return violations;
  }

  @Override
  public void strike(Scene scene) {
    RedisCommands<String, String> raw = scene.ground().raw();
    for (String each : KEYS) {
      String key = scene.namespace() + "/" + each;
      if (raw.exists(key) > 0) {
        raw.multi();
        raw.rename(key, "away");
        raw.set(key, "of another type");
        boolean moved = !raw.exec().wasDiscarded();
        Hold.millis(40);
        if (moved) {
          raw.multi();
          raw.del(key);
          raw.rename("away", key);
          raw.exec();
        }
      }
    }
  }
}
