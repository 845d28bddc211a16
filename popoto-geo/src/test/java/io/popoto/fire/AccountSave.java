package io.popoto.fire;

import io.popoto.SaveOptions;
import java.time.Duration;

/** Saves a whole account, sometimes one that expires. */
final class AccountSave implements Operation {
  @Override
  public void run(Actor actor) {
    Account account = Accounts.draw(actor);
    actor.recorder.call(
        name(),
        () ->
            switch (actor.random.nextInt(8)) {
              case 0 -> actor.accounts.create(account);
              case 1 -> actor.accounts.save(account, SaveOptions.ttl(Duration.ofMillis(300)));
              case 2 -> actor.accounts.updateOrCreate(account).entity();
              case 3 -> actor.accounts.save(account, SaveOptions.keepTtl());
              default -> actor.accounts.save(account);
            });
  }
}
