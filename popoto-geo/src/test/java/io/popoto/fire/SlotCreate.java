package io.popoto.fire;

import io.popoto.fire.history.Transition;

/** Inserts a record, unless there is one. */
final class SlotCreate implements Operation {
  @Override
  public void run(Actor actor) {
    Slot slot = new Slot(actor.slot(), actor.world.nextValue());
    Attempt<Slot> attempt = actor.recorder.call(name(), () -> actor.slots.create(slot));
    actor.recorder.effect(
        slot.name, attempt, Transition.created(slot.value), Transition.sawPresent());
  }
}
