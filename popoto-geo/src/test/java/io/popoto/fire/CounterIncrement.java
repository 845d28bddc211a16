package io.popoto.fire;

import io.popoto.Key;
import io.popoto.Update;
import io.popoto.fire.history.Transition;

/** Adds to a counter, and is told the sum or not. */
final class CounterIncrement implements Operation {
  @Override
  public void run(Actor actor) {
    String name = actor.world.counter(actor.random);
    Key<Counter> key = actor.counters.key(name);
    long delta = 1L + actor.random.nextInt(3);
    boolean told = actor.random.nextBoolean();
    Attempt<Number> attempt =
        actor.recorder.call(
            name(),
            () -> {
              if (told) {
                return actor.counters.increment(key, "value", delta);
              }
              actor.counters.update(key, Update.none().add("value", delta));
              return null;
            });
    Transition added =
        attempt.value() == null
            ? Transition.added(delta)
            : Transition.added(delta, attempt.value().longValue());
    actor.recorder.effect("counter " + name, attempt, added, Transition.saw(Transition.ABSENT));
    actor.recorder.tally("counter " + name, attempt.outcome(), delta);
  }
}
