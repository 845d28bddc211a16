package io.popoto.fire;

import io.popoto.exception.BulkException;
import io.popoto.fire.history.Transition;
import java.util.ArrayList;
import java.util.List;

/** Creates all records at once, of which some may exist. */
final class SlotBulkCreate implements Operation {
  @Override
  public void run(Actor actor) {
    List<Slot> slots = new ArrayList<>();
    for (String name : actor.world.slots()) {
      slots.add(new Slot(name, actor.world.nextValue()));
    }
    Attempt<List<Slot>> attempt =
        actor.recorder.call(name(), 2, () -> actor.slots.bulkCreate(slots));
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      actor.recorder.effect(
          slot.name, of(attempt, i), Transition.created(slot.value), Transition.sawPresent());
    }
  }

  private static Attempt<?> of(Attempt<?> whole, int position) {
    Outcome outcome = whole.outcome();
    if (whole.failure() instanceof BulkException bulk) {
      outcome = Outcomes.of(bulk.items().get(position));
    }
    return new Attempt<>(
        whole.what(), whole.start(), whole.end(), 1, outcome, null, whole.failure());
  }
}
