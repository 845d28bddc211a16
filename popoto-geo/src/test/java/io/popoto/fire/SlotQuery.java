package io.popoto.fire;

import io.popoto.Query;
import io.popoto.fire.history.Transition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Asks for slots by an index. What is returned satisfies the query and was so at some moment of the
 * call; what is not returned did not satisfy it at some moment.
 */
final class SlotQuery implements Operation {
  /** What answers from the indexes alone. */
  static final String OF_KEYS = "SlotKeys";

  @Override
  public void run(Actor actor) {
    List<String> names = actor.world.slots();
    long recent = actor.world.nextValue() - 1 - actor.random.nextInt(20);
    int choice = actor.random.nextInt(6);
    Query<Slot> all = actor.slots.query().filter("name__in", names);
    switch (choice) {
      case 0 -> {
        String colour = Slot.colour(recent);
        ask(actor, names, all.filter("colour", colour), v -> Slot.colour(v).equals(colour));
      }
      case 1 -> ask(actor, names, all.filter("value__gte", recent), v -> v >= recent);
      case 2 -> {
        long tag = recent % 5;
        ask(actor, names, all.filter("tags__contains", "t" + tag), v -> v % 5 == tag);
      }
      case 3 -> {
        int least = (int) (recent % 100);
        ask(actor, names, all.filter("rank__gte", least).orderBy("-rank"), v -> v % 100 >= least);
      }
      case 4 -> {
        String mark = "m" + recent;
        ask(actor, names, all.filter("mark", mark), v -> v == recent);
      }
      default -> keys(actor, names, all);
    }
  }

  private void ask(Actor actor, List<String> names, Query<Slot> query, LongPredicate predicate) {
    Attempt<List<Slot>> attempt = actor.recorder.call(name(), query::all);
    if (!attempt.is(Outcome.DONE)) {
      return;
    }
    Map<String, Slot> found = new HashMap<>();
    for (Slot slot : attempt.value()) {
      if (!predicate.test(slot.value) || found.put(slot.name, slot) != null) {
        actor.recorder.violation("a query returned %s, wrongly or twice".formatted(slot));
      }
      actor.saw(attempt, slot);
    }
    for (String name : names) {
      if (!found.containsKey(name)) {
        Transition saw =
            Transition.saw(
                "no match", state -> state == Transition.ABSENT || !predicate.test(state));
        actor.recorder.observation(name, attempt, saw);
      }
    }
  }

  private void keys(Actor actor, List<String> names, Query<Slot> query) {
    Attempt<Set<String>> attempt =
        actor.recorder.call(
            OF_KEYS,
            () -> {
              Set<String> ids = new HashSet<>();
              query.keys().forEach(key -> ids.add(key.id()));
              return ids;
            });
    for (String name : names) {
      if (attempt.is(Outcome.DONE)) {
        actor.recorder.observation(
            name,
            attempt,
            attempt.value().contains(name)
                ? Transition.sawPresent()
                : Transition.saw(Transition.ABSENT));
      }
    }
  }
}
