package io.popoto.fire;

import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.Update;

/** Changes a field of an account without loading it. */
final class AccountUpdate implements Operation {
  @Override
  public void run(Actor actor) {
    Key<Account> key = actor.accounts.key(World.account(actor.random));
    String field = Accounts.FIELDS.get(actor.random.nextInt(Accounts.FIELDS.size()));
    Object value =
        switch (field) {
          case "tags" -> Accounts.tags(actor.random);
          case "home" -> {
            Object name = Accounts.value(field, actor);
            yield name == null ? Ref.empty() : actor.branches.ref(name);
          }
          default -> Accounts.value(field, actor);
        };
    Update update = Update.set(field, value);
    actor.recorder.call(
        name(),
        () -> {
          actor.accounts.update(
              key, actor.random.nextBoolean() ? update : Update.none().add("rank", 1));
          return null;
        });
  }
}
