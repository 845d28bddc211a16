package io.popoto.fire;

import io.popoto.Condition;
import io.popoto.Query;
import io.popoto.Row;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Queries of all kinds; whatever comes satisfies the query, and comes once. */
final class AccountQuery implements Operation {
  @Override
  public void run(Actor actor) {
    String status = Accounts.STATUSES.get(actor.random.nextInt(Accounts.STATUSES.size()));
    int rank = actor.random.nextInt(10);
    Query<Account> all = actor.accounts.query();
    switch (actor.random.nextInt(12)) {
      case 0 -> ask(actor, all.filter("status", status), a -> status.equals(a.status));
      case 1 ->
          ask(
              actor,
              all.filter("status__in", List.of("open", "shut")).filter("rank__gte", rank),
              a -> List.of("open", "shut").contains(a.status) && a.rank >= rank);
      case 2 -> ask(actor, all.filter("points__gt", 1L << 53).limit(5), a -> a.points > 1L << 53);
      case 3 -> ask(actor, all.filter("tags__contains", "t1"), a -> a.tags.contains("t1"));
      case 4 ->
          ask(
              actor,
              all.filter(Geo.near("place", Accounts.place(actor.random), Distance.kilometers(60))),
              a -> a.place != null);
      case 5 -> ask(actor, all.filter("home__city", "Rome").with("home"), a -> !a.home.isEmpty());
      case 6 ->
          ask(
              actor,
              all.filter(Condition.of("status", status).or(Condition.of("rank", rank)).not()),
              a -> !status.equals(a.status) && a.rank != rank);
      case 7 -> actor.recorder.call("AccountCount", () -> all.filter("rank__lt", rank).count());
      case 8 -> actor.recorder.call("AccountGroups", 2, () -> all.countBy("status"));
      case 9 ->
          actor.recorder.call(
              "AccountRows",
              () -> {
                List<Row> rows = all.orderBy("-points").values("name", "points").limit(7).all();
                return rows.size();
              });
      case 10 -> actor.recorder.call("AccountStream", 3, () -> all.stream().count());
      default ->
          actor.recorder.call(
              "AccountUnique",
              () -> actor.accounts.loadBy("email", "e" + actor.random.nextInt(60)));
    }
  }

  private void ask(Actor actor, Query<Account> query, Predicate<Account> predicate) {
    Attempt<List<Account>> attempt = actor.recorder.call(name(), 2, query::all);
    if (attempt.is(Outcome.DONE)) {
      Set<String> names = new HashSet<>();
      for (Account account : attempt.value()) {
        if (!predicate.test(account) || !names.add(account.name)) {
          actor.recorder.violation("a query returned %s, wrongly or twice".formatted(account.name));
        }
      }
    }
  }
}
