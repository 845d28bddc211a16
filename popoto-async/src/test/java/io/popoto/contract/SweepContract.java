package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the index entries of expired records are reclaimed. */
abstract class SweepContract extends Contract {
  private static final int MANY = Boolean.getBoolean("popoto.soak") ? 100_000 : 5_000;

  SweepContract(Api api) {
    super(api);
  }

  @Test
  void eachWriteSweepsFourAtMost() {
    Repository<TtlCode> codes = expired(100);

    codes.save(new TtlCode("keep", "keep", 1), SaveOptions.persist());
    assertThat(waiting()).isEqualTo(96);

    for (int i = 0; i < 24; i++) {
      codes.save(new TtlCode("keep", "keep", i), SaveOptions.persist());
    }
    assertThat(waiting()).isZero();
    assertThat(codes.query().count()).isEqualTo(1);
  }

  @Test
  void explicitSweepTakesAllThatExpired() {
    Repository<TtlCode> codes = expired(600);
    codes.save(new TtlCode("keep", "keep", 1), SaveOptions.ttl(Duration.ofSeconds(100)));

    assertThat(codes.sweepExpired()).isEqualTo(596);

    assertThat(codes.sweepExpired()).isZero();
    assertThat(waiting()).isEqualTo(1);
    assertThat(codes.load("keep")).isPresent();
  }

  @Test
  void backgroundSweepNeedsNoWrites() {
    expired(50);

    try (Popoto sweeping = redis.builder().sweepInterval(Duration.ofMillis(20)).build()) {
      repository(sweeping, TtlCode.class);
      await().until(() -> waiting() == 0);
    }

    assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
  }

  @Test
  void expiredRecordsAreInNoSummary() {
    Repository<TtlCode> codes = expired(20);
    TtlCode left = new TtlCode("left", "left", 1000);
    left.kind = "other";
    repository(TtlCode.class).save(left, SaveOptions.persist());

    assertThat(codes.query().min("rank")).contains(1000L);
    assertThat(codes.query().max("rank")).contains(1000L);
    assertThat(codes.query().distinct("kind")).containsExactly("other");
    assertThat(codes.query().countBy("kind")).containsOnly(java.util.Map.entry("other", 1L));
    assertThat(codes.query().values("code").all()).hasSize(1);
    assertThat(codes.query().orderBy("-rank").last().orElseThrow().key).isEqualTo("left");
    assertThat(codes.query().stream().toList()).hasSize(1);
    assertThat(codes.scanKeys("*")).containsExactly(codes.key("left"));
    assertThat(codes.getManyPresent(List.of(codes.key("k1"), codes.key("left")))).hasSize(1);
  }

  @Test
  void manyRecordsThatExpireLeaveNoKeyBehind() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    codes.bulkCreate(
        IntStream.range(0, MANY).mapToObj(i -> new TtlCode("k" + i, "c" + i, i)).toList());
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> codes.query().count() == 0);

    codes.sweepExpired();

    assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
  }

  private Repository<TtlCode> expired(int records) {
    Repository<TtlCode> codes = repository(TtlCode.class);
    codes.bulkCreate(
        IntStream.range(0, records).mapToObj(i -> new TtlCode("k" + i, "c" + i, i)).toList());
    // Past the library, whose every write would sweep some of those that have expired by then.
    long moment = System.currentTimeMillis();
    for (int i = 0; i < records; i++) {
      RawRedis.commands().zadd(redis.redisKey("popoto:TtlCode:expiry"), (double) moment, "k" + i);
      RawRedis.commands().pexpireat(redis.redisKey("TtlCode:k" + i), moment);
    }
    await().pollInterval(Duration.ofMillis(10)).until(() -> codes.scanKeys("*").isEmpty());
    return codes;
  }

  /** Returns how many records are yet to expire or to be swept. */
  private long waiting() {
    return RawRedis.commands().zcard(redis.redisKey("popoto:TtlCode:expiry"));
  }
}
