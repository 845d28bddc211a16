package io.popoto.fire;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.exception.PopotoException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Another version of a class writes and rebuilds beside the first. */
final class TwoVersions implements Fault {
  @Override
  public String name() {
    return "two versions of a class, and a rebuild";
  }

  @Override
  public void strike(Scene scene) {
    try (Popoto popoto = Bed.persist(scene.builder(scene.ground().quietUri())::build)) {
      Repository<AccountOfTomorrow> accounts = popoto.repository(AccountOfTomorrow.class);
      CompletableFuture<Long> rebuilt = CompletableFuture.supplyAsync(accounts::rebuildIndexes);
      for (int i = 0; i < 100 || !rebuilt.isDone(); i++) {
        try {
          write(accounts, scene.random());
        } catch (PopotoException e) {
          // Another record may have the unique value.
        }
      }
      rebuilt.join();
    }
  }

  private static void write(Repository<AccountOfTomorrow> accounts, Random random) {
    AccountOfTomorrow account = new AccountOfTomorrow();
    account.name = World.account(random);
    account.email = "e" + random.nextInt(60);
    account.area = "area:" + random.nextInt(4);
    account.seat = random.nextInt(20);
    account.points = random.nextInt(8);
    account.status = "open";
    account.title = "title of tomorrow";
    accounts.save(account);
  }

  @Override
  public List<String> mend(Round round) {
    // The documentation asks for this when the last other version is gone.
    round.quiet().repository(Account.class).rebuildIndexes();
    return List.of();
  }
}
