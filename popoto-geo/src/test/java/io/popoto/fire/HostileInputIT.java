package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.exception.ConflictException;
import io.popoto.exception.DecodeException;
import io.popoto.exception.ModelException;
import io.popoto.exception.PopotoException;
import io.popoto.exception.QueryException;
import io.popoto.fire.oracle.FormatOracle;
import io.popoto.testing.Damages;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.RawRedis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever texts, lookups and cursors somebody sends: no crash, no wrong record, no other effect.
 */
@Damages
class HostileInputIT {
  private static final int STEPS = 40 * Integer.getInteger("popoto.fire.strikes", 1) + 260;

  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private final long seed = Long.getLong("popoto.fire.seed", 1);
  private final Random random = new Random(seed);
  private final Hostile hostile = new Hostile(random);

  private Repository<Odd> odds(boolean async) {
    return Actor.repository(redis.popoto(), async, Odd.class);
  }

  private Odd drawn() {
    Odd odd = new Odd();
    odd.left = hostile.text();
    odd.right = hostile.text();
    odd.code = random.nextInt(3) == 0 ? null : hostile.text();
    odd.label = random.nextInt(4) == 0 ? null : hostile.text();
    odd.tags = hostile.texts();
    odd.title = random.nextInt(4) == 0 ? null : hostile.text();
    odd.note = hostile.text();
    odd.extra = Map.of("k", List.of("v" + random.nextInt(9)));
    return odd;
  }

  @Test
  void oddTextsAreStoredFoundAndKeptApart() {
    Map<String, Odd> book = new HashMap<>();
    for (int i = 0; i < STEPS; i++) {
      Repository<Odd> odds = odds(random.nextBoolean());
      Odd odd = drawn();
      try {
        if (random.nextInt(5) == 0) {
          odds.delete(odd.left, odd.right);
          book.remove(odds.key(odd.left, odd.right).id());
        } else {
          odds.save(odd);
          book.put(odds.key(odd).id(), odd);
        }
      } catch (ConflictException e) {
        assertThat(book.values()).as("seed %d", seed).anyMatch(o -> odd.code.equals(o.code));
      }
    }
    assertThat(book).hasSizeGreaterThan(20);
    for (boolean async : new boolean[] {false, true}) {
      Repository<Odd> odds = odds(async);
      book.values().forEach(odd -> check(odds, odd, book));
    }
    assertThat(
            FormatOracle.violations(
                RawRedis.commands(), redis.namespace() + "/", List.of(Odd.SHAPE)))
        .as("seed %d", seed)
        .isEmpty();
  }

  private void check(Repository<Odd> odds, Odd odd, Map<String, Odd> book) {
    Key<Odd> key = odds.key(odd.left, odd.right);
    assertThat(odds.parseKey(key.toString())).isEqualTo(key);
    assertThat(odds.load(key).orElseThrow().values()).as(key.toString()).isEqualTo(odd.values());
    if (odd.code != null) {
      assertThat(odds.loadBy("code", odd.code).orElseThrow().values()).isEqualTo(odd.values());
    }
    expect(odds.query().filter("label", odd.label), book, o -> Objects.equals(o.label, odd.label));
    expect(odds.query().filter("title", odd.title), book, o -> Objects.equals(o.title, odd.title));
    expect(odds.query().filter("note", odd.note), book, o -> odd.note.equals(o.note));
    expect(odds.query().filter("left", odd.left), book, o -> odd.left.equals(o.left));
    for (String tag : odd.tags) {
      expect(odds.query().filter("tags__contains", tag), book, o -> o.tags.contains(tag));
    }
    if (odd.label != null) {
      expect(
          odds.query().filter("label__startswith", odd.label),
          book,
          o -> o.label != null && o.label.startsWith(odd.label));
    }
  }

  private static void expect(Query<Odd> query, Map<String, Odd> book, Predicate<Odd> predicate) {
    assertThat(query.all().stream().map(Odd::values).toList())
        .containsExactlyInAnyOrderElementsOf(
            book.values().stream().filter(predicate).map(Odd::values).toList());
  }

  @Test
  void oddLookupsAndOperandsAreRefused() {
    Repository<Odd> odds = odds(false);
    odds.save(drawn());
    for (int i = 0; i < STEPS; i++) {
      String lookup = random.nextBoolean() ? hostile.text() : hostile.spoilt("label__startswith");
      try {
        odds.query().filter(Condition.of(lookup, hostile.text())).all();
      } catch (QueryException e) {
        assertThat(e).hasMessageNotContaining("redis.call(KEYS");
      }
      try {
        odds.query().orderBy(hostile.text()).limit(1).all();
      } catch (QueryException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void oddKeysAreRefusedOrReadBackTheSame() {
    Repository<Odd> odds = odds(false);
    for (int i = 0; i < 4 * STEPS; i++) {
      String text =
          random.nextBoolean() ? hostile.spoilt("Odd:a%3A:b%25") : "Odd:" + hostile.text();
      try {
        assertThat(odds.parseKey(text).toString()).isEqualTo(text);
      } catch (ModelException | IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static final AtomicInteger SPRUNG = new AtomicInteger();

  /** What no model names. */
  static class Trap {
    static {
      SPRUNG.incrementAndGet();
    }
  }

  @Test
  void storedTextsMakeNoObjectOfAClassThatTheModelDoesNotName() {
    // Not by a literal of the class's own, which would spring it.
    String trap = HostileInputIT.class.getName() + "$Trap";
    List<String> baits =
        List.of(
            "{\"@class\":\"%s\"}",
            "{\"@type\":\"%s\"}",
            "{\"@c\":\"%s\",\"class\":\"%s\"}",
            "[\"%s\",{}]",
            "{\"k\":[\"%s\",{}]}",
            "{\"k\":{\"@class\":\"%s\"}}",
            "\"%s\"",
            "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==%s");
    Odd odd = drawn();
    for (boolean async : new boolean[] {false, true}) {
      Repository<Odd> odds = odds(async);
      odds.save(odd);
      String key = redis.redisKey(odds.key(odd));
      for (String bait : baits) {
        for (String field : List.of("extra", "tags", "title", "note", "label")) {
          String before = RawRedis.commands().hget(key, field);
          RawRedis.commands().hset(key, field, bait.replace("%s", trap));
          try {
            odds.load(odds.key(odd));
            odds.query().all();
            odds.query().values(field).all();
          } catch (DecodeException e) {
            assertThat(e.getMessage()).isNotBlank();
          }
          if (before == null) {
            RawRedis.commands().hdel(key, field);
          } else {
            RawRedis.commands().hset(key, field, before);
          }
        }
      }
    }
    assertThat(SPRUNG).hasValue(0);
  }

  @Test
  void oddCursorsAreRefused() {
    Repository<Odd> odds = odds(false);
    for (int i = 0; i < 12; i++) {
      Odd odd = drawn();
      odd.left = "l" + i;
      odd.code = null;
      odds.save(odd);
    }
    Query<Odd> query = odds.query().orderBy("title").limit(3);
    String cursor = query.page().next().orElseThrow();
    for (int i = 0; i < STEPS; i++) {
      String spoilt = random.nextInt(4) == 0 ? hostile.text() : hostile.spoilt(cursor);
      try {
        Page<Odd> page = query.after(spoilt).page();
        assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
      } catch (QueryException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void namespacesShareNoKey() {
    String other = redis.namespace() + ".b";
    try (var second = redis.builder().namespace(other).build()) {
      Repository<Odd> mine = odds(false);
      Repository<Odd> theirs = second.repository(Odd.class);
      for (int i = 0; i < STEPS; i++) {
        for (Repository<Odd> odds : List.of(mine, theirs)) {
          try {
            odds.save(drawn());
          } catch (PopotoException e) {
            assertThat(e).isInstanceOf(ConflictException.class);
          }
        }
      }
      long count = theirs.query().count();
      mine.deleteAll();
      assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
      assertThat(theirs.query().count()).isEqualTo(count);
      assertThat(FormatOracle.violations(RawRedis.commands(), other + "/", List.of(Odd.SHAPE)))
          .isEmpty();
    } finally {
      RawRedis.deleteAll(other + "/");
    }
  }
}
