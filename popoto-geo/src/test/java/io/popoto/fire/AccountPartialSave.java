package io.popoto.fire;

import io.popoto.Condition;
import io.popoto.SaveOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Saves some fields of an account, sometimes under a condition. */
final class AccountPartialSave implements Operation {
  @Override
  public void run(Actor actor) {
    Account account = Accounts.draw(actor);
    List<String> fields = new ArrayList<>(Accounts.FIELDS);
    Collections.shuffle(fields, actor.random);
    SaveOptions.Chain some = SaveOptions.only(fields.subList(0, 1 + actor.random.nextInt(4)));
    SaveOptions options =
        actor.random.nextBoolean() ? some : some.onlyIf(Condition.of("points__gte", 3L));
    actor.recorder.call(name(), () -> actor.accounts.save(account, options));
  }
}
