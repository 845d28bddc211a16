package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Popoto;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.exception.ConflictException;
import io.popoto.exception.QueryException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a save may differ from a plain one. */
abstract class SaveOptionsContract extends Contract {
  SaveOptionsContract(Api api) {
    super(api);
  }

  /** A field of each kind that a condition can name. */
  @Model
  static class Claim {
    @KeyField String id;
    @UniqueField String code;

    @IndexedField String status;
    @SortedField long rank;
    @SortedField double rating;

    @SortedField
    @Field(nullable = true)
    BigDecimal amount;

    @SortedField(partitionBy = "status")
    int place;

    @Relationship(nullable = true)
    Ref<Item> item;

    String plain;
    Boolean flag;
    List<String> list;

    Claim() {}
  }

  private static Claim claim() {
    Claim claim = new Claim();
    claim.id = "claim-1";
    claim.code = "c";
    claim.status = "open";
    claim.rank = (1L << 53) + 1;
    claim.rating = 4.5;
    claim.amount = new BigDecimal("1.00");
    claim.place = 3;
    claim.item = Ref.of(new Item("i", 1));
    claim.plain = "text";
    claim.flag = true;
    return claim;
  }

  @Test
  void everyLookupCanBeACondition() {
    Repository<Claim> claims = repository(Claim.class);
    Claim claim = claims.create(claim());
    Map<String, Object> holding = new LinkedHashMap<>();
    Map<String, Object> failing = new LinkedHashMap<>();
    for (String field : List.of("id", "code", "status")) {
      String value = Map.of("id", "claim-1", "code", "c", "status", "open").get(field);
      both(holding, failing, field, value, "other");
      both(holding, failing, field + "__in", List.of("x", value), List.of("x", "y"));
      both(holding, failing, field + "__isnull", false, true);
      both(holding, failing, field + "__startswith", value.substring(0, 1), "x");
      both(holding, failing, field + "__endswith", value.substring(value.length() - 1), "x");
      both(holding, failing, field + "__contains", value.substring(0, 1), "x");
    }
    both(holding, failing, "rank", (1L << 53) + 1, 1L << 53);
    both(holding, failing, "rank__gt", 1L << 53, (1L << 53) + 1);
    both(holding, failing, "rank__lte", (1L << 53) + 1, 1L << 53);
    both(holding, failing, "rank__in", List.of(1, (1L << 53) + 1), List.of(1, 1L << 53));
    both(holding, failing, "rating", 4.5, 4.6);
    both(holding, failing, "rating__gte", 4.5, 4.6);
    both(holding, failing, "rating__lt", 4.6, 4.5);
    both(holding, failing, "rating__between", List.of(4, 5), List.of(5, 6));
    both(holding, failing, "amount", new BigDecimal("1"), new BigDecimal("1.01"));
    both(holding, failing, "amount__between", List.of(1, 2), List.of(2, 3));
    both(holding, failing, "amount__isnull", false, true);
    both(holding, failing, "item", new Item("i", 9), new Item("j", 1));
    both(holding, failing, "item__isnull", false, true);
    both(holding, failing, "item__in", List.of(new Item("i", 0)), List.of(new Item("j", 0)));
    both(holding, failing, "plain", "text", "x");
    both(holding, failing, "plain__in", Arrays.asList("x", "text"), List.of());
    both(holding, failing, "plain__isnull", false, true);
    both(holding, failing, "flag", true, false);

    holding.forEach(
        (lookup, operand) -> {
          claims.save(claim, SaveOptions.onlyIf(Condition.of(lookup, operand)));
          claims.save(claim, SaveOptions.onlyIf(Condition.of(lookup, failing.get(lookup)).not()));
        });
    Claim other = claim();
    other.plain = "changed";
    failing.forEach(
        (lookup, operand) -> {
          refused(claims, other, Condition.of(lookup, operand));
          refused(claims, other, Condition.of(lookup, holding.get(lookup)).not());
        });
    assertThat(claims.load("claim-1").orElseThrow().plain).isEqualTo("text");
  }

  @Test
  void nestedConditionsHoldAsAWhole() {
    Repository<Claim> claims = repository(Claim.class);
    Claim claim = claims.create(claim());
    Condition open = Condition.of("status", "open");
    Condition never = Condition.of("plain", "x");

    claims.save(claim, SaveOptions.onlyIf(open.or(never).and(never.not())));
    claims.save(claim, SaveOptions.onlyIf(open).onlyIf(never.not()));
    refused(claims, claim, open.and(never));
    refused(claims, claim, open.or(never).not());
    assertThatThrownBy(() -> claims.save(claim, SaveOptions.onlyIf(open).onlyIf(never)))
        .isExactlyInstanceOf(ConflictException.class);
  }

  @Test
  void conditionIsOfTheStoredRecordNotOfTheEntity() {
    Repository<Claim> claims = repository(Claim.class);
    Claim claim = claims.create(claim());

    claim.status = "taken";
    claims.save(claim, SaveOptions.only("status").onlyIf(Condition.of("status", "open")));

    assertThat(claims.query().filter("status", "taken").count()).isEqualTo(1);
    claim.status = "open";
    refused(claims, claim, Condition.of("status", "open"));
  }

  @Test
  void exactlyOneOfManyClaimsWins() {
    Repository<Claim> claims = repository(Claim.class);
    claims.create(claim());

    List<Boolean> won =
        inParallel(
            20,
            i -> {
              Claim mine = claim();
              mine.status = "taken";
              mine.plain = "by " + i;
              try {
                claims.save(mine, SaveOptions.onlyIf(Condition.of("status", "open")));
                return true;
              } catch (ConflictException e) {
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
  }

  @Test
  void unfitConditionIsRefusedBeforeAnythingIsSent() {
    Repository<Claim> claims = repository(Claim.class);

    for (Condition wrong :
        List.of(
            Condition.of("nope", 1),
            Condition.of("plain__gt", "a"),
            Condition.of("rank__between", List.of(1)))) {
      assertThatThrownBy(() -> claims.save(claim(), SaveOptions.onlyIf(wrong)))
          .isInstanceOf(QueryException.class);
    }
    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void partialSaveStillValidatesAndChecksUniqueness() {
    Repository<Limited> limited = repository(Limited.class);
    Repository<User> users = repository(User.class);
    Limited record = limited.create(new Limited("k", "abc", 1L));
    users.create(new User("a@x", "s"));
    User other = users.create(new User("b@x", "s"));

    record.code = "four";
    assertThatThrownBy(() -> limited.save(record, SaveOptions.only("code")))
        .isExactlyInstanceOf(ValidationException.class);
    record.code = "def";
    record.rank = null;
    assertThatThrownBy(() -> limited.save(record, SaveOptions.only("code", "rank")))
        .isExactlyInstanceOf(ValidationException.class);
    limited.save(record, SaveOptions.only("code"));
    other.email = "a@x";
    assertThatThrownBy(() -> users.save(other, SaveOptions.only("email")))
        .isInstanceOf(ConflictException.class);
    users.save(other, SaveOptions.only("status"));

    assertThat(limited.load("k").orElseThrow().code).isEqualTo("def");
    assertThat(limited.load("k").orElseThrow().rank).isEqualTo(1);
    assertThat(users.load(other.userId).orElseThrow().email).isEqualTo("b@x");
  }

  @Test
  void optionsCombineInOneChain() {
    Repository<Stamped> stamped = repository(Stamped.class);
    Stamped record = stamped.create(new Stamped("a", 1));
    Instant updated = record.updatedAt;

    record.score = 2;
    record.name = "n";
    stamped.save(
        record,
        SaveOptions.ttl(Duration.ofSeconds(100))
            .only("score", "updatedAt")
            .skipAutoNow()
            .onlyIf(Condition.of("score", 1)));

    Stamped loaded = stamped.load("a").orElseThrow();
    assertThat(loaded.score).isEqualTo(2);
    assertThat(loaded.name).isNull();
    assertThat(loaded.updatedAt).isEqualTo(updated);
    assertThat(ttl("Stamped:a")).isBetween(90_000L, 100_000L);
    stamped.save(record, SaveOptions.keepTtl().only("score"));
    assertThat(ttl("Stamped:a")).isBetween(90_000L, 100_000L);
    stamped.save(record, SaveOptions.persist().only("score"));
    assertThat(ttl("Stamped:a")).isEqualTo(-1);
  }

  @Test
  void anyTwoTimesAreRefused() {
    Instant later = Instant.now().plusSeconds(60);
    for (int first = 0; first < 4; first++) {
      for (int second = 0; second < 4; second++) {
        SaveOptions.Chain chain = time(SaveOptions.none(), first, later);
        int next = second;
        assertThatThrownBy(() -> time(chain, next, later))
            .isExactlyInstanceOf(ValidationException.class);
      }
    }
  }

  private static SaveOptions.Chain time(SaveOptions.Chain chain, int which, Instant moment) {
    return switch (which) {
      case 0 -> chain.ttl(Duration.ofSeconds(1));
      case 1 -> chain.expireAt(moment);
      case 2 -> chain.keepTtl();
      default -> chain.persist();
    };
  }

  @Test
  void expiryGoesByRealTimeWhateverTheClockThatStampsFields() {
    redis.use(Item.class);
    for (String moment : List.of("1999-01-01T00:00:00Z", "2999-01-01T00:00:00Z")) {
      Clock clock = Clock.fixed(Instant.parse(moment), ZoneOffset.UTC);
      try (Popoto popoto = redis.builder().clock(clock).build()) {
        Repository<Item> items = repository(popoto, Item.class);

        items.save(new Item("a", 1), SaveOptions.expireAt(Instant.now().plusSeconds(60)));
        assertThat(ttl("Item:a")).isBetween(50_000L, 60_000L);
        assertThatThrownBy(
                () ->
                    items.save(
                        new Item("a", 1), SaveOptions.expireAt(Instant.now().minusSeconds(1))))
            .isExactlyInstanceOf(ValidationException.class);
      }
    }
  }

  private static void both(
      Map<String, Object> holding,
      Map<String, Object> failing,
      String lookup,
      Object holds,
      Object fails) {
    holding.put(lookup, holds);
    failing.put(lookup, fails);
  }

  private static void refused(Repository<Claim> claims, Claim claim, Condition condition) {
    assertThatThrownBy(() -> claims.save(claim, SaveOptions.onlyIf(condition)))
        .as(condition.toString())
        .isExactlyInstanceOf(ConflictException.class);
  }

  private long ttl(String key) {
    return RawRedis.commands().pttl(redis.redisKey(key));
  }
}
