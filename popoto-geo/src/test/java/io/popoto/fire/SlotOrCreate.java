package io.popoto.fire;

import io.popoto.Created;
import io.popoto.fire.history.Transition;

/** Gets a record, or creates it. */
final class SlotOrCreate implements Operation {
  @Override
  public void run(Actor actor) {
    Slot slot = new Slot(actor.slot(), actor.world.nextValue());
    Attempt<Created<Slot>> attempt =
        actor.recorder.call(name(), 2, () -> actor.slots.getOrCreate(slot));
    long value = slot.value;
    if (attempt.is(Outcome.DONE) && !attempt.value().created()) {
      actor.saw(attempt, attempt.value().entity());
    } else {
      actor.recorder.effect(slot.name, attempt, Transition.created(value), Transition.never());
    }
  }
}
