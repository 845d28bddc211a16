package io.popoto.fire;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks for ledgers in an order, and whether each comes once and satisfies the query. */
final class LedgerQuery implements Operation {
  @Override
  public void run(Actor actor) {
    String state = "s" + actor.random.nextInt(4);
    Attempt<List<Ledger>> attempt =
        actor.recorder.call(
            name(),
            () -> actor.ledgers.query().filter("state", state).orderBy("-total").limit(4).all());
    if (attempt.is(Outcome.DONE)) {
      Set<Integer> seen = new HashSet<>();
      long last = Long.MAX_VALUE;
      for (Ledger ledger : attempt.value()) {
        if (!ledger.state.equals(state) || ledger.total > last || !seen.add(ledger.number)) {
          actor.recorder.violation("ledgers out of order, twice or in another state than " + state);
        }
        last = ledger.total;
      }
    }
  }
}
