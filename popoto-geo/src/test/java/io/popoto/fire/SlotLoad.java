package io.popoto.fire;

import io.popoto.Key;
import io.popoto.fire.history.Transition;
import java.util.List;
import java.util.Optional;

/** Loads one record, or all of them at once. */
final class SlotLoad implements Operation {
  @Override
  public void run(Actor actor) {
    List<String> names = actor.random.nextBoolean() ? List.of(actor.slot()) : actor.world.slots();
    List<Key<Slot>> keys = names.stream().map(actor.slots::key).toList();
    Attempt<List<Optional<Slot>>> attempt =
        actor.recorder.call(
            name(),
            () ->
                keys.size() == 1
                    ? List.of(actor.slots.load(keys.get(0)))
                    : actor.slots.getMany(keys));
    for (int i = 0; attempt.is(Outcome.DONE) && i < names.size(); i++) {
      Optional<Slot> found = attempt.value().get(i);
      found.ifPresentOrElse(slot -> actor.saw(attempt, slot), noted(actor, attempt, names.get(i)));
    }
  }

  private static Runnable noted(Actor actor, Attempt<?> attempt, String name) {
    return () -> actor.recorder.observation(name, attempt, Transition.saw(Transition.ABSENT));
  }
}
