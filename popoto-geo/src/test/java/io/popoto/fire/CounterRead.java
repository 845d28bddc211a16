package io.popoto.fire;

import io.popoto.fire.history.Transition;
import java.util.Optional;

/** Reads a counter. */
final class CounterRead implements Operation {
  @Override
  public void run(Actor actor) {
    String name = actor.world.counter(actor.random);
    Attempt<Optional<Counter>> attempt =
        actor.recorder.call(
            name(),
            () ->
                actor.random.nextBoolean()
                    ? actor.counters.load(name)
                    : actor.counters.query().filter("name", name).get());
    if (attempt.is(Outcome.DONE)) {
      long saw = attempt.value().map(counter -> counter.value).orElse(Transition.ABSENT);
      actor.recorder.observation("counter " + name, attempt, Transition.saw(saw));
    }
  }
}
