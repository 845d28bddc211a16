package io.popoto.fire;

import io.popoto.SaveOptions;
import io.popoto.fire.history.Transition;

/** Saves all fields but the key, by name, of a record that must exist. */
final class SlotPartialSave implements Operation {
  @Override
  public void run(Actor actor) {
    Slot slot = new Slot(actor.slot(), actor.world.nextValue());
    SaveOptions options =
        SaveOptions.only(
            "value", "mark", "colour", "tags", "rank", "height", "place", "aisle", "shelf", "note");
    Attempt<Slot> attempt = actor.recorder.call(name(), () -> actor.slots.save(slot, options));
    actor.recorder.effect(
        slot.name, attempt, Transition.replaced(slot.value), Transition.saw(Transition.ABSENT));
  }
}
