package io.popoto.fire.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random histories, and the slow way to judge them. */
final class Histories {
  private Histories() {}

  /** Returns the history of operations that took effect one after the other on one record. */
  static List<Entry> ofOneRecord(Random random, int size, int oneUnknownIn) {
    List<Entry> history = new ArrayList<>();
    long state = Transition.ABSENT;
    for (int i = 0; i < size; i++) {
      long moment = 10L * i;
      long start = moment - random.nextInt(40);
      long end = moment + 1 + random.nextInt(40);
      Transition drawn = drawn(random, state, i);
      boolean unknown = random.nextInt(oneUnknownIn) == 0;
      boolean effective = !unknown || random.nextBoolean();
      history.add(new Entry("", start, end, drawn, !unknown));
      state = effective ? drawn.from(state) : state;
    }
    return history;
  }

  private static Transition drawn(Random random, long state, int i) {
    boolean absent = state == Transition.ABSENT;
    return switch (random.nextInt(6)) {
      case 0 -> Transition.wrote(i);
      case 1 -> absent ? Transition.created(i) : Transition.replaced(i);
      case 2 -> absent ? Transition.saw(state) : Transition.deleted();
      case 3 -> absent ? Transition.saw(state) : Transition.added(1_000, state + 1_000);
      case 4 -> absent ? Transition.created(i) : Transition.swapped(state, i);
      default -> Transition.saw(state);
    };
  }

  /** Returns a history in which one operation ended otherwise. */
  static List<Entry> spoilt(List<Entry> history, Random random) {
    List<Entry> spoilt = new ArrayList<>(history);
    int at = random.nextInt(history.size());
    Entry entry = history.get(at);
    spoilt.set(
        at,
        new Entry(
            "",
            entry.start(),
            entry.end(),
            random.nextBoolean()
                ? Transition.saw(random.nextInt(history.size()))
                : Transition.created(random.nextInt(history.size())),
            true));
    return spoilt;
  }

  static boolean someOrderExplains(List<Entry> left, long state) {
    if (left.stream().noneMatch(Entry::certain)) {
      return true;
    }
    for (Entry entry : left) {
      boolean first =
          left.stream().noneMatch(other -> other.certain() && other.end() < entry.start());
      long after = entry.transition().from(state);
      if (first && after != Transition.IMPOSSIBLE) {
        List<Entry> rest = new ArrayList<>(left);
        rest.remove(entry);
        if (someOrderExplains(rest, after)) {
          return true;
        }
      }
    }
    return false;
  }
}
