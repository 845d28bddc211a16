package io.popoto.fire;

import java.util.Optional;

/** Loads a ledger, changes it and saves it, unless another one was faster. */
final class LedgerSave implements Operation {
  @Override
  public void run(Actor actor) {
    int number = actor.random.nextInt(World.LEDGERS);
    Attempt<Optional<Ledger>> loaded =
        actor.recorder.call("LedgerLoad", () -> actor.ledgers.load("shop:1", number));
    if (loaded.is(Outcome.DONE)) {
      Ledger ledger = loaded.value().orElseGet(() -> new Ledger("shop:1", number));
      ledger.state = "s" + actor.random.nextInt(4);
      ledger.total += 1;
      Attempt<Ledger> attempt = actor.recorder.call(name(), () -> actor.ledgers.save(ledger));
      actor.recorder.tally("ledger " + number, attempt.outcome(), 1);
    }
  }
}
