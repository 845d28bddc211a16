package io.popoto.fire;

import io.popoto.Key;
import io.popoto.Update;
import io.popoto.fire.history.Transition;

/** Changes all fields of a record without loading it. */
final class SlotUpdate implements Operation {
  @Override
  public void run(Actor actor) {
    Slot slot = new Slot(actor.slot(), actor.world.nextValue());
    Key<Slot> key = actor.slots.key(slot.name);
    Attempt<Void> attempt =
        actor.recorder.call(
            name(),
            () -> {
              actor.slots.update(key, all(slot));
              return null;
            });
    actor.recorder.effect(
        slot.name, attempt, Transition.replaced(slot.value), Transition.saw(Transition.ABSENT));
  }

  static Update all(Slot slot) {
    return Update.set("value", slot.value)
        .set("mark", slot.mark)
        .set("colour", slot.colour)
        .set("tags", slot.tags)
        .set("rank", slot.rank)
        .set("height", slot.height)
        .set("place", slot.place)
        .set("aisle", slot.aisle)
        .set("shelf", slot.shelf)
        .set("note", slot.note);
  }
}
