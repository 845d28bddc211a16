package io.popoto.fire;

import io.popoto.Condition;
import io.popoto.Page;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Queries answer as one who reads all records does: invariant 5, through both APIs. */
final class QueryJudge implements Judge {
  private static final Comparator<Map<String, String>> BY_NAME =
      Comparator.comparing(record -> record.get("name"));

  @Override
  public List<String> violations(Round round) {
    List<String> violations = new ArrayList<>();
    for (boolean async : new boolean[] {false, true}) {
      new Asking(round, async, violations).run();
    }
    return violations;
  }

  /** The questions, through one API. */
  private static final class Asking {
    private final Repository<Account> accounts;
    private final Repository<Branch> branches;
    private final List<Map<String, String>> records;
    private final Map<String, String> cities = new HashMap<>();
    private final List<String> violations;

    Asking(Round round, boolean async, List<String> violations) {
      this.accounts = Actor.repository(round.quiet(), async, Account.class);
      this.branches = Actor.repository(round.quiet(), async, Branch.class);
      this.records = Books.of(round.ground().raw(), round.space(), "Account");
      this.records.sort(BY_NAME);
      Books.of(round.ground().raw(), round.space(), "Branch")
          .forEach(branch -> cities.put("Branch:" + branch.get("name"), branch.get("city")));
      this.violations = violations;
    }

    void run() {
      for (String status : Accounts.STATUSES) {
        ask("status", q -> q.filter("status", status), is("status", status));
      }
      ask("no status", q -> q.filter("status", null), record -> !record.containsKey("status"));
      ask(
          "status in or rank",
          q ->
              q.filter(
                  Condition.of("status__in", List.of("open", "")).or(Condition.of("rank__lt", 3))),
          is("status", "open").or(is("status", "")).or(r -> number(r, "rank") < 3));
      ask("not", q -> q.exclude("status", "open"), is("status", "open").negate());
      for (long points : new long[] {3, (1L << 53) + 3}) {
        ask("points", q -> q.filter("points__gt", points), r -> number(r, "points") > points);
      }
      for (int i = 0; i < 6; i++) {
        String tag = "t" + i;
        ask(
            "tags",
            q -> q.filter("tags__contains", tag),
            r -> r.get("tags").contains("\"" + tag + "\""));
      }
      for (String branch : World.BRANCHES) {
        ask("home", q -> q.filter("home", branches.key(branch)), is("home", "Branch:" + branch));
      }
      for (String city : World.CITIES) {
        ask("city", q -> q.filter("home__city", city), r -> city.equals(cities.get(r.get("home"))));
      }
      orders();
      answers();
      near();
    }

    private static Predicate<Map<String, String>> is(String field, String value) {
      return record -> value.equals(record.get(field));
    }

    private static long number(Map<String, String> record, String field) {
      return Long.parseLong(record.get(field));
    }

    private List<String> expected(
        Predicate<Map<String, String>> predicate, Comparator<Map<String, String>> order) {
      return records.stream().filter(predicate).sorted(order).map(r -> r.get("name")).toList();
    }

    private void equal(String what, Object expected, Object found) {
      if (!Objects.equals(expected, found)) {
        violations.add("query %s: expected %s, found %s".formatted(what, expected, found));
      }
    }

    private void ask(
        String what,
        Function<Query<Account>, Query<Account>> asked,
        Predicate<Map<String, String>> predicate) {
      Query<Account> query = asked.apply(accounts.query());
      List<String> expected = expected(predicate, BY_NAME);
      equal(what, expected, names(query.orderBy("name").all()));
      equal("count of " + what, (long) expected.size(), query.count());
    }

    private static List<String> names(List<Account> found) {
      return found.stream().map(account -> account.name).toList();
    }

    private void orders() {
      Comparator<Map<String, String>> byPoints = Comparator.comparingLong(r -> number(r, "points"));
      List<String> down = expected(r -> true, byPoints.thenComparing(BY_NAME).reversed());
      equal("-points", down, names(accounts.query().orderBy("-points").all()));
      equal(
          "-points, a page",
          down.stream().skip(2).limit(5).toList(),
          names(accounts.query().orderBy("-points").offset(2).limit(5).all()));
      equal("-points, in pages", down, pages(accounts.query().orderBy("-points").limit(7)));
      Comparator<BigDecimal> nullsFirst = Comparator.nullsFirst(Comparator.naturalOrder());
      equal(
          "balance",
          expected(
              r -> true,
              Comparator.<Map<String, String>, BigDecimal>comparing(
                      r -> r.containsKey("balance") ? new BigDecimal(r.get("balance")) : null,
                      nullsFirst)
                  .thenComparing(BY_NAME)),
          names(accounts.query().orderBy("balance").all()));
      equal(
          "title",
          expected(
              r -> true,
              Comparator.<Map<String, String>, String>comparing(
                      r -> r.get("title"), Comparator.nullsFirst(Comparator.naturalOrder()))
                  .thenComparing(BY_NAME)),
          names(accounts.query().orderBy("title").all()));
      equal(
          "stream",
          expected(r -> true, BY_NAME),
          accounts.query().stream().map(account -> account.name).toList());
    }

    private static List<String> pages(Query<Account> query) {
      List<String> names = new ArrayList<>();
      Page<Account> page = query.page();
      names.addAll(names(page.items()));
      while (page.next().isPresent() && names.size() < 1_000) {
        page = query.after(page.next().get()).page();
        names.addAll(names(page.items()));
      }
      return names;
    }

    private void answers() {
      Map<Object, Long> groups =
          records.stream()
              .filter(r -> r.containsKey("status"))
              .collect(Collectors.groupingBy(r -> r.get("status"), Collectors.counting()));
      equal("countBy", groups, new HashMap<>(accounts.query().countBy("status")));
      equal(
          "max",
          records.stream().map(r -> (int) number(r, "rank")).max(Comparator.naturalOrder()),
          accounts.query().max("rank").map(rank -> (Integer) rank));
      for (Map<String, String> record : records) {
        if (record.containsKey("email")) {
          equal(
              "loadBy",
              record.get("name"),
              accounts.loadBy("email", record.get("email")).map(a -> a.name).orElse(null));
        }
      }
      for (int i = 0; i < 60; i++) {
        String email = "e" + i;
        if (records.stream().noneMatch(is("email", email))) {
          equal("loadBy nobody's", null, accounts.loadBy("email", email).orElse(null));
        }
      }
    }

    private void near() {
      GeoPoint center = GeoPoint.of(41, -73);
      double radius = 70_000;
      List<String> sure = expected(r -> meters(center, r) < radius - 10, BY_NAME);
      List<String> perhaps = expected(r -> meters(center, r) < radius + 10, BY_NAME);
      List<String> found =
          names(
              accounts
                  .query()
                  .filter(Geo.near("place", center, Distance.meters(radius)))
                  .orderBy("name")
                  .all());
      if (!found.containsAll(sure) || !perhaps.containsAll(found)) {
        violations.add("query near: expected %s, found %s".formatted(sure, found));
      }
    }

    private static double meters(GeoPoint from, Map<String, String> record) {
      if (!record.containsKey("place")) {
        return Double.MAX_VALUE;
      }
      String place = record.get("place");
      int comma = place.indexOf(',');
      double latitude = Math.toRadians(Double.parseDouble(place.substring(0, comma)));
      double longitude = Double.parseDouble(place.substring(comma + 1));
      double u = Math.sin((latitude - Math.toRadians(from.latitude())) / 2);
      double v = Math.sin(Math.toRadians(longitude - from.longitude()) / 2);
      return 2
          * 6372797.560856
          * Math.asin(
              Math.sqrt(
                  u * u + Math.cos(latitude) * Math.cos(Math.toRadians(from.latitude())) * v * v));
    }
  }
}
