package io.popoto.fire;

import io.popoto.fire.history.Entry;
import io.popoto.fire.history.Linearizability;
import io.popoto.fire.history.Transition;
import io.popoto.fire.history.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The history of each record has an order that explains it: invariants 3, 5, 7 and 8. Where data
 * may be lost, histories say nothing.
 */
final class HistoryJudge implements Judge {
  private static final int SHOWN = 40;
  private static final int SHORT = 1_000;

  @Override
  public List<String> violations(Round round) {
    List<String> violations = new ArrayList<>();
    if (!round.fault().keepsData()) {
      return violations;
    }
    for (Map.Entry<String, List<Entry>> each : round.recorder().histories().entrySet()) {
      List<Entry> history = new ArrayList<>(each.getValue());
      history.removeIf(
          entry -> !round.fault().keepsIndexes() && entry.what().equals(SlotQuery.OF_KEYS));
      long initial = each.getKey().startsWith("counter") ? 0 : Transition.ABSENT;
      Verdict verdict = Linearizability.check(history, initial);
      if (verdict != Verdict.LINEARIZABLE) {
        violations.add("%s: %s%s".formatted(each.getKey(), verdict, shown(history, initial)));
      }
    }
    return violations;
  }

  /** Shows the last operations of the shortest beginning that cannot be explained. */
  private static String shown(List<Entry> history, long initial) {
    if (history.size() > SHORT) {
      return ", of " + history.size() + " operations";
    }
    List<Entry> sorted = new ArrayList<>(history);
    sorted.sort(Comparator.comparingLong(Entry::end));
    int good = 0;
    int bad = sorted.size();
    while (bad - good > 1) {
      int middle = (good + bad) / 2;
      boolean explained =
          Linearizability.check(upTo(sorted, middle), initial) == Verdict.LINEARIZABLE;
      good = explained ? middle : good;
      bad = explained ? bad : middle;
    }
    StringBuilder text = new StringBuilder();
    long zero = sorted.get(0).start();
    for (Entry entry : sorted.subList(Math.max(0, bad - SHOWN), bad)) {
      text.append(
          "%n      %9d %9d us %s%s %s"
              .formatted(
                  (entry.start() - zero) / 1000,
                  (entry.end() - zero) / 1000,
                  entry.what(),
                  entry.certain() ? "" : " (unknown)",
                  entry.transition()));
    }
    return text.toString();
  }

  /** What ended before, and what had begun by then, of which it is not known. */
  private static List<Entry> upTo(List<Entry> sorted, int size) {
    List<Entry> some = new ArrayList<>(sorted.subList(0, size));
    long end = size == 0 ? 0 : sorted.get(size - 1).end();
    for (Entry entry : sorted.subList(size, sorted.size())) {
      if (entry.start() <= end) {
        some.add(new Entry(entry.what(), entry.start(), entry.end(), entry.transition(), false));
      }
    }
    return some;
  }
}
