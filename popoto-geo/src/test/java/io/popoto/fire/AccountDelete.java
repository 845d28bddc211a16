package io.popoto.fire;

/** Deletes an account. */
final class AccountDelete implements Operation {
  @Override
  public void run(Actor actor) {
    String name = World.account(actor.random);
    actor.recorder.call(name(), () -> actor.accounts.delete(name));
  }
}
