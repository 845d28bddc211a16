package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Created;
import io.popoto.Key;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Version;
import io.popoto.exception.ConflictException;
import io.popoto.exception.StaleObjectException;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Copies that have become stale are not saved. */
abstract class VersionContract extends Contract {
  VersionContract(Api api) {
    super(api);
  }

  /** A Java record with a version. */
  @Model
  record Sheet(@KeyField String id, String text, @Version long version) {}

  @Test
  void eachSaveCountsAndAStaleCopyIsRefused() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft mine = drafts.create(new Draft("d", "first"));
    assertThat(mine.version).isEqualTo(1);
    Draft yours = drafts.load("d").orElseThrow();
    assertThat(yours.version).isEqualTo(1);

    mine.text = "mine";
    drafts.save(mine);
    assertThat(mine.version).isEqualTo(2);
    yours.text = "yours";
    assertThatThrownBy(() -> drafts.save(yours))
        .isExactlyInstanceOf(StaleObjectException.class)
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Draft:d");

    assertThat(yours.version).isEqualTo(1);
    assertThat(drafts.load("d").orElseThrow().text).isEqualTo("mine");
    assertThat(drafts.query().filter("text", "yours").count()).isZero();
  }

  @Test
  void partialAndConditionalSavesAndMovesCountAsWell() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft mine = drafts.create(new Draft("d", "first"));
    Draft stale = drafts.load("d").orElseThrow();

    mine.words = 3;
    drafts.save(mine, SaveOptions.only("words"));
    assertThat(mine.version).isEqualTo(2);
    assertThatThrownBy(() -> drafts.save(stale, SaveOptions.only("text")))
        .isExactlyInstanceOf(StaleObjectException.class);
    assertThatThrownBy(() -> drafts.updateOrCreate(stale))
        .isExactlyInstanceOf(StaleObjectException.class);
    stale.id = "e";
    assertThatThrownBy(() -> drafts.migrateKey(stale, drafts.key("d")))
        .isExactlyInstanceOf(StaleObjectException.class);

    mine.id = "e";
    drafts.migrateKey(mine, drafts.key("d"));
    assertThat(mine.version).isEqualTo(3);
    assertThat(drafts.load("e").orElseThrow().version).isEqualTo(3);
  }

  @Test
  void refusedConditionLeavesTheVersion() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft mine = drafts.create(new Draft("d", "first"));

    assertThatThrownBy(
            () -> drafts.save(mine, SaveOptions.onlyIf(io.popoto.Condition.of("text", "x"))))
        .isExactlyInstanceOf(ConflictException.class);

    assertThat(mine.version).isEqualTo(1);
    drafts.save(mine);
    assertThat(mine.version).isEqualTo(2);
  }

  @Test
  void copyOfADeletedRecordIsStale() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft mine = drafts.create(new Draft("d", "first"));
    drafts.delete(mine);

    assertThatThrownBy(() -> drafts.save(mine)).isExactlyInstanceOf(StaleObjectException.class);

    assertThat(drafts.exists("d")).isFalse();
  }

  @Test
  void updatesCountTheVersionToo() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft mine = drafts.create(new Draft("d", "first"));
    Key<Draft> key = drafts.key("d");

    drafts.update(key, Update.set("text", "second"));
    assertThat(drafts.increment(key, "words", 5)).isEqualTo(5);
    assertThat(drafts.load(key).orElseThrow().version).isEqualTo(3);
    assertThatThrownBy(() -> drafts.save(mine)).isExactlyInstanceOf(StaleObjectException.class);

    Draft fresh = drafts.load(key).orElseThrow();
    assertThat(drafts.bulkUpdate(List.of(fresh), Update.set("text", "third"))).isEqualTo(1);
    assertThat(fresh.version).isEqualTo(4);
    drafts.save(fresh);
    assertThat(drafts.bulkUpdate(drafts.query(), Update.set("text", "fourth"))).isEqualTo(1);
    assertThat(drafts.load(key).orElseThrow().version).isEqualTo(6);
  }

  @Test
  void changesWithoutACopyCheckNoVersionAndMakeEveryCopyStale() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft first = drafts.create(new Draft("d", "first"));
    Draft second = drafts.load("d").orElseThrow();
    Draft third = drafts.load("d").orElseThrow();
    Key<Draft> key = drafts.key("d");

    drafts.increment(key, "words", 1);
    stale(drafts, first);
    drafts.update(key, Update.set("text", "updated"));
    stale(drafts, second);
    // Of a stale copy, only the key is used.
    assertThat(drafts.bulkUpdate(List.of(third), Update.add("words", 1))).isEqualTo(1);
    assertThat(third.version).isEqualTo(4);
    assertThat(third.words).isEqualTo(2);

    assertThat(drafts.load(key).orElseThrow().version).isEqualTo(4);
    assertThat(drafts.delete(first)).isTrue();
  }

  private static void stale(Repository<Draft> drafts, Draft copy) {
    assertThatThrownBy(() -> drafts.save(copy)).isExactlyInstanceOf(StaleObjectException.class);
    assertThatThrownBy(() -> drafts.save(copy, SaveOptions.only("words")))
        .isExactlyInstanceOf(StaleObjectException.class);
  }

  @Test
  void lifetimeNeitherCountsNorExcusesAVersion() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft mine = drafts.create(new Draft("d", "first"));
    Draft old = drafts.load("d").orElseThrow();
    Key<Draft> key = drafts.key("d");
    List<SaveOptions.Chain> lifetimes =
        List.of(
            SaveOptions.ttl(Duration.ofSeconds(100)),
            SaveOptions.keepTtl(),
            SaveOptions.persist(),
            SaveOptions.expireAt(Instant.now().plusSeconds(100)));
    long version = 1;
    for (SaveOptions.Chain lifetime : lifetimes) {
      drafts.save(mine, lifetime);
      assertThat(mine.version).isEqualTo(++version);
      long left = left(key);
      assertThatThrownBy(() -> drafts.save(old, lifetime))
          .isExactlyInstanceOf(StaleObjectException.class);
      drafts.save(mine, lifetime.only("text"));
      assertThat(mine.version).isEqualTo(++version);
      assertThat(left(key) > 0).isEqualTo(left > 0);
    }

    assertThat(left(key)).isBetween(90_000L, 100_000L);
    assertThat(drafts.touch(key, Duration.ofSeconds(200))).isTrue();
    assertThat(drafts.load(key).orElseThrow().version).isEqualTo(version);
    drafts.save(mine);
    assertThat(left(key)).isEqualTo(-1);
  }

  @Test
  void copyOfAnExpiredRecordIsStaleAndANewRecordBeginsAnew() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft mine = drafts.create(new Draft("d", "first"));
    drafts.save(mine, SaveOptions.ttl(Duration.ofMillis(1)));
    await().until(() -> !drafts.exists("d"));

    assertThatThrownBy(() -> drafts.save(mine)).isExactlyInstanceOf(StaleObjectException.class);
    assertThatThrownBy(() -> drafts.save(mine, SaveOptions.persist()))
        .isExactlyInstanceOf(StaleObjectException.class);

    Draft next = drafts.save(new Draft("d", "next"));
    assertThat(next.version).isEqualTo(1);
    assertThat(drafts.query().filter("text", "next").count()).isEqualTo(1);
    assertThat(drafts.query().filter("text", "first").count()).isZero();
  }

  private long left(Key<Draft> key) {
    return RawRedis.commands().pttl(redis.redisKey(key));
  }

  @Test
  void javaRecordComesBackWithItsVersion() {
    Repository<Sheet> sheets = repository(Sheet.class);
    Sheet first = sheets.create(new Sheet("s", "a", 0));
    assertThat(first.version()).isEqualTo(1);

    Sheet second = sheets.save(new Sheet("s", "b", first.version()));

    assertThat(second).isEqualTo(new Sheet("s", "b", 2));
    assertThatThrownBy(() -> sheets.save(first)).isExactlyInstanceOf(StaleObjectException.class);
    assertThat(sheets.load("s")).contains(second);
  }

  @Test
  void exactlyOneOfManySavesOfTheSameCopyWins() {
    Repository<Draft> drafts = repository(Draft.class);
    drafts.create(new Draft("d", "first"));

    List<Boolean> won =
        inParallel(
            20,
            i -> {
              Draft copy = new Draft("d", "by " + i);
              copy.version = 1;
              try {
                drafts.save(copy);
                return true;
              } catch (StaleObjectException e) {
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(drafts.load("d").orElseThrow().version).isEqualTo(2);
  }

  @Test
  void bulkCreationGivesTheFirstVersion() {
    Repository<Draft> drafts = repository(Draft.class);

    List<Draft> created = drafts.bulkCreate(List.of(new Draft("a", "x"), new Draft("b", "x")));

    assertThat(created).extracting(draft -> draft.version).containsExactly(1L, 1L);
    Created<Draft> again = drafts.getOrCreate(new Draft("a", "y"));
    assertThat(again.entity().version).isEqualTo(1);
  }
}
