package io.popoto.fire;

import io.popoto.Key;

/** Moves an account under another key. */
final class AccountMove implements Operation {
  @Override
  public void run(Actor actor) {
    Account account = Accounts.draw(actor);
    Key<Account> oldKey = actor.accounts.key(World.account(actor.random));
    actor.recorder.call(name(), () -> actor.accounts.migrateKey(account, oldKey));
  }
}
