package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that live for a time. */
abstract class ExpiryContract extends Contract {
  ExpiryContract(Api api) {
    super(api);
  }

  @Test
  void expiredRecordIsGoneFromEverything() {
    Repository<TtlRec> records = repository(TtlRec.class);
    records.save(new TtlRec("a", "v"));
    assertThat(ttl("TtlRec:a")).isBetween(1L, 2000L);

    awaitGone("TtlRec:a");

    assertThat(records.load("a")).isEmpty();
    assertThat(records.exists("a")).isFalse();
    assertThat(records.query().all()).isEmpty();
    assertThat(records.query().keys()).isEmpty();
    assertThat(records.query().count()).isZero();
    assertThat(records.query().exists()).isFalse();
    assertThat(records.getMany(List.of(records.key("a"))).get(0)).isEmpty();
    assertThat(records.delete(records.key("a"))).isFalse();
  }

  @Test
  void expiredRecordIsNotFoundByAnyIndex() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    codes.save(new TtlCode("a", "c", 1), SaveOptions.ttl(Duration.ofMillis(50)));
    codes.save(new TtlCode("b", "d", 2), SaveOptions.persist());

    awaitGone("TtlCode:a");

    assertThat(codes.query().filter("kind", "plain").all()).hasSize(1);
    assertThat(codes.query().filter("kind", "plain").count()).isEqualTo(1);
    assertThat(codes.query().filter("rank__gte", 0).count()).isEqualTo(1);
    assertThat(codes.query().orderBy("rank").limit(5).keys()).hasSize(1);
    assertThat(codes.query().filter("code", "c").count()).isZero();
    assertThat(codes.loadBy("code", "c")).isEmpty();
    assertThat(codes.query().exclude("kind", "other").count()).isEqualTo(1);
  }

  @Test
  void expiredRecordFreesItsUniqueValue() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    codes.save(new TtlCode("a", "c", 1), SaveOptions.ttl(Duration.ofMillis(50)));
    awaitGone("TtlCode:a");

    codes.create(new TtlCode("b", "c", 2));

    assertThat(codes.loadBy("code", "c").orElseThrow().key).isEqualTo("b");
    assertThat(codes.query().count()).isEqualTo(1);
  }

  @Test
  void expiredKeyCanBeCreatedAgain() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    codes.save(new TtlCode("a", "c", 1), SaveOptions.ttl(Duration.ofMillis(50)));
    awaitGone("TtlCode:a");

    codes.create(new TtlCode("a", "d", 2));

    assertThat(codes.query().filter("rank", 1).count()).isZero();
    assertThat(codes.query().filter("rank", 2).count()).isEqualTo(1);
    assertThat(codes.loadBy("code", "c")).isEmpty();
  }

  @Test
  void laterWritesSweepWhatHasExpired() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    for (int i = 0; i < 10; i++) {
      codes.save(new TtlCode("k" + i, "c" + i, i), SaveOptions.ttl(Duration.ofMillis(20)));
    }
    awaitGone("TtlCode:k9");

    for (int i = 0; i < 5; i++) {
      codes.save(new TtlCode("keep", "keep", i));
    }

    String all = redis.redisKey("popoto:TtlCode:all");
    assertThat(RawRedis.commands().zcard(all)).isEqualTo(1);
  }

  @Test
  void everySaveStartsTheTimeAgain() {
    Repository<TtlRec> records = repository(TtlRec.class);
    records.save(new TtlRec("a", "v"), SaveOptions.ttl(Duration.ofSeconds(100)));
    assertThat(ttl("TtlRec:a")).isBetween(99_000L, 100_000L);
    await().until(() -> ttl("TtlRec:a") < 99_950);

    records.save(new TtlRec("a", "v"), SaveOptions.ttl(Duration.ofSeconds(100)));
    assertThat(ttl("TtlRec:a")).isBetween(99_950L, 100_000L);

    records.save(new TtlRec("a", "v"));
    assertThat(ttl("TtlRec:a")).isBetween(1L, 2_000L);
  }

  @Test
  void keepTtlLeavesTheTimeAloneAndPersistEndsIt() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    codes.save(new TtlCode("a", "c", 1), SaveOptions.ttl(Duration.ofSeconds(100)));

    codes.save(new TtlCode("a", "d", 2), SaveOptions.keepTtl());
    assertThat(ttl("TtlCode:a")).isBetween(90_000L, 100_000L);

    codes.save(new TtlCode("a", "d", 2), SaveOptions.persist());
    assertThat(ttl("TtlCode:a")).isEqualTo(-1);
    codes.save(new TtlCode("a", "d", 3), SaveOptions.keepTtl());
    assertThat(ttl("TtlCode:a")).isEqualTo(-1);

    codes.save(new TtlCode("a", "d", 3));
    assertThat(ttl("TtlCode:a")).isBetween(1L, 2_000L);
  }

  @Test
  void keptTimeStillReclaimsTheNewIndexEntries() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    codes.save(new TtlCode("a", "c", 1), SaveOptions.ttl(Duration.ofMillis(300)));
    codes.save(new TtlCode("a", "d", 2), SaveOptions.keepTtl());
    awaitGone("TtlCode:a");

    codes.create(new TtlCode("b", "d", 3));

    assertThat(codes.query().count()).isEqualTo(1);
  }

  @Test
  void partialSaveRestartsTheTimeAsWell() {
    Repository<TtlRec> records = repository(TtlRec.class);
    records.save(new TtlRec("a", "v"), SaveOptions.ttl(Duration.ofSeconds(100)));

    records.save(new TtlRec("a", "w"), SaveOptions.only("value"));

    assertThat(ttl("TtlRec:a")).isBetween(1L, 2_000L);
  }

  @Test
  void absoluteTimeIsHonouredWhateverItsOffset() {
    Repository<Item> items = repository(Item.class);
    OffsetDateTime moment =
        Instant.now().plusMillis(400).atOffset(ZoneOffset.ofHoursMinutes(5, 30));

    items.save(new Item("a", 1), SaveOptions.expireAt(moment.toInstant()));
    assertThat(ttl("Item:a")).isBetween(1L, 400L);

    await().atMost(Duration.ofSeconds(5)).until(() -> items.load("a").isEmpty());
    assertThat(Instant.now()).isAfter(moment.toInstant().minusMillis(5));
    assertThat(items.query().count()).isZero();
  }

  @Test
  void twoTimesOrAPastOneAreRefused() {
    Repository<Item> items = repository(Item.class);
    Instant later = Instant.now().plusSeconds(60);

    assertThatThrownBy(() -> SaveOptions.ttl(Duration.ofSeconds(1)).expireAt(later))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> SaveOptions.keepTtl().persist())
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> SaveOptions.ttl(Duration.ZERO))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(
            () -> items.save(new Item("a", 1), SaveOptions.expireAt(Instant.now().minusSeconds(1))))
        .isExactlyInstanceOf(ValidationException.class);

    assertThat(items.exists("a")).isFalse();
  }

  @Test
  void timeBeyondWhatRedisKnowsIsRefused() {
    Repository<Item> items = repository(Item.class);
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    Duration long1 = Duration.ofMillis(Long.MAX_VALUE / 2);

    for (SaveOptions options :
        List.of(
            SaveOptions.ttl(endless),
            SaveOptions.ttl(long1),
            SaveOptions.expireAt(Instant.MAX),
            SaveOptions.expireAt(Instant.now().plus(long1)))) {
      assertThatThrownBy(() -> items.save(new Item("a", 1), options))
          .isExactlyInstanceOf(ValidationException.class);
    }
    assertThatThrownBy(() -> items.touch(items.key("a"), long1))
        .isExactlyInstanceOf(ValidationException.class);
    assertThat(items.exists("a")).isFalse();

    items.save(new Item("a", 1), SaveOptions.ttl(Duration.ofDays(365 * 7_000)));
    assertThat(ttl("Item:a")).isPositive();
  }

  private long ttl(String key) {
    return RawRedis.commands().pttl(redis.redisKey(key));
  }

  private void awaitGone(String key) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> RawRedis.commands().exists(redis.redisKey(key)) == 0);
  }
}
