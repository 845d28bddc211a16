package io.popoto.fire;

import io.popoto.SaveOptions;
import io.popoto.fire.history.Transition;

/** Inserts or replaces a whole record. */
final class SlotSave implements Operation {
  @Override
  public void run(Actor actor) {
    Slot slot = new Slot(actor.slot(), actor.world.nextValue());
    Attempt<Slot> attempt =
        actor.recorder.call(name(), () -> actor.slots.save(slot, SaveOptions.none()));
    actor.recorder.effect(slot.name, attempt, Transition.wrote(slot.value), Transition.never());
  }
}
