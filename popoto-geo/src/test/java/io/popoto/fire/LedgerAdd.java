package io.popoto.fire;

import io.popoto.Key;
import io.popoto.Update;

/** Adds to a ledger without loading it, which counts its version, too. */
final class LedgerAdd implements Operation {
  @Override
  public void run(Actor actor) {
    int number = actor.random.nextInt(World.LEDGERS);
    Key<Ledger> key = actor.ledgers.key("shop:1", number);
    Attempt<Void> attempt =
        actor.recorder.call(
            name(),
            () -> {
              actor.ledgers.update(key, Update.none().add("total", 1));
              return null;
            });
    actor.recorder.tally("ledger " + number, attempt.outcome(), 1);
  }
}
