package io.popoto.fire;

import io.popoto.fire.history.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Starts many saves at once and waits for all: these go to the server together. */
final class SlotBurst implements Operation {
  private static final int SAVES = 6;

  @Override
  public void run(Actor actor) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < SAVES; i++) {
      Slot slot = new Slot(actor.slot(), actor.world.nextValue());
      long start = System.nanoTime();
      all.add(
          actor
              .asyncSlots
              .save(slot)
              .handle(
                  (saved, failure) -> {
                    Outcome outcome = failure == null ? Outcome.DONE : Outcomes.of(failure);
                    Attempt<Slot> attempt =
                        actor.recorder.record(
                            new Attempt<>(
                                name(), start, System.nanoTime(), 1, outcome, saved, failure));
                    actor.recorder.effect(
                        slot.name, attempt, Transition.wrote(slot.value), Transition.never());
                    return null;
                  }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
  }
}
