package io.popoto.fire;

import io.popoto.Ref;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random accounts. */
final class Accounts {
  static final List<String> STATUSES = List.of("open", "shut", "", "a:b", "é");
  static final List<String> FIELDS =
      List.of(
          "email", "status", "tags", "rank", "points", "balance", "title", "place", "home", "area",
          "seat", "note", "remark");

  private Accounts() {}

  static Account draw(Actor actor) {
    Account account = new Account();
    account.name = World.account(actor.random);
    FIELDS.forEach(field -> set(account, field, actor));
    return account;
  }

  static void set(Account account, String field, Actor actor) {
    Object value = value(field, actor);
    switch (field) {
      case "email" -> account.email = (String) value;
      case "status" -> account.status = (String) value;
      case "tags" -> account.tags = tags(actor.random);
      case "rank" -> account.rank = (Integer) value;
      case "points" -> account.points = (Long) value;
      case "balance" -> account.balance = (BigDecimal) value;
      case "title" -> account.title = (String) value;
      case "place" -> account.place = (GeoPoint) value;
      case "home" -> account.home = value == null ? Ref.empty() : home(value, actor);
      case "area" -> account.area = (String) value;
      case "seat" -> account.seat = (Integer) value;
      case "remark" -> account.remark = (Remark) value;
      default -> account.note = (String) value;
    }
  }

  private static Ref<Branch> home(Object name, Actor actor) {
    return actor.branches.ref(name);
  }

  static List<String> tags(Random random) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(i -> "t" + random.nextInt(6)).toList();
  }

  /** Returns a value of a field; of a relationship, the name of the other record. */
  static Object value(String field, Actor actor) {
    Random random = actor.random;
    boolean none = random.nextInt(5) == 0;
    return switch (field) {
      case "email" -> none ? null : "e" + random.nextInt(60);
      case "status" -> none ? null : STATUSES.get(random.nextInt(STATUSES.size()));
      case "rank" -> random.nextInt(10);
      case "points" -> (random.nextBoolean() ? 0 : 1L << 53) + random.nextInt(8);
      case "balance" -> none ? null : BigDecimal.valueOf(random.nextInt(4_000) - 2_000, 2);
      case "title" -> none ? null : "title " + random.nextInt(12);
      case "place" -> none ? null : place(random);
      case "home" -> none ? null : World.BRANCHES.get(random.nextInt(World.BRANCHES.size()));
      case "area" -> none ? null : "area:" + random.nextInt(4);
      case "seat" -> random.nextInt(20);
      case "remark" -> none ? null : new Remark("remark " + random.nextInt(100));
      default -> none ? null : "note " + random.nextInt(100);
    };
  }

  static GeoPoint place(Random random) {
    return GeoPoint.of(40 + random.nextInt(1_000) / 500.0, -74 + random.nextInt(1_000) / 500.0);
  }
}
