package io.popoto.fire;

import io.popoto.fire.history.Transition;

/** Deletes a record. */
final class SlotDelete implements Operation {
  @Override
  public void run(Actor actor) {
    String name = actor.slot();
    Attempt<Boolean> attempt = actor.recorder.call(name(), () -> actor.slots.delete(name));
    Transition deleted = Transition.deleted();
    actor.recorder.effect(
        name,
        attempt,
        Boolean.FALSE.equals(attempt.value()) ? Transition.saw(Transition.ABSENT) : deleted,
        Transition.never());
  }
}
