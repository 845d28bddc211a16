package io.popoto.fire;

import io.popoto.Update;
import java.util.ArrayList;
import java.util.List;

/** Creates, changes or deletes many accounts. */
final class AccountBulk implements Operation {
  @Override
  public void run(Actor actor) {
    String status = Accounts.STATUSES.get(actor.random.nextInt(Accounts.STATUSES.size()));
    switch (actor.random.nextInt(4)) {
      case 0 -> {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          accounts.add(Accounts.draw(actor));
        }
        actor.recorder.call("AccountBulkCreate", 2, () -> actor.accounts.bulkCreate(accounts));
      }
      case 1 -> {
        Update update = Update.set("note", "bulk").add("points", 1);
        actor.recorder.call(
            "AccountBulkUpdate",
            3,
            () ->
                actor.accounts.bulkUpdate(actor.accounts.query().filter("status", status), update));
      }
      case 2 ->
          actor.recorder.call(
              "AccountBulkDelete",
              3,
              () ->
                  actor.accounts.bulkDelete(
                      actor.accounts.query().filter("status", status).filter("rank__lte", 1)));
      default -> actor.recorder.call("AccountSweep", 3, actor.accounts::sweepExpired);
    }
  }
}
