package io.popoto.fire;

import io.popoto.Condition;
import io.popoto.SaveOptions;
import io.popoto.fire.history.Transition;
import java.util.Optional;

/** Loads a record and saves another value, if it has not changed meanwhile. */
final class SlotConditionalSave implements Operation {
  @Override
  public void run(Actor actor) {
    String name = actor.slot();
    Attempt<Optional<Slot>> loaded = actor.recorder.call("SlotLoad", () -> actor.slots.load(name));
    if (!loaded.is(Outcome.DONE) || loaded.value().isEmpty()) {
      return;
    }
    Slot slot = loaded.value().get();
    actor.saw(loaded, slot);
    long expected = slot.value;
    slot.set(actor.world.nextValue());
    SaveOptions options = SaveOptions.onlyIf(Condition.of("value", expected));
    Attempt<Slot> attempt = actor.recorder.call(name(), () -> actor.slots.save(slot, options));
    actor.recorder.effect(
        name,
        attempt,
        Transition.swapped(expected, slot.value),
        Transition.saw("not " + expected, state -> state != expected));
  }
}
