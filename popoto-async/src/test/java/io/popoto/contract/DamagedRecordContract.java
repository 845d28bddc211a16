package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Condition;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.ConflictException;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import io.popoto.testing.StoredState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Records whose notes for the library, and those about them, others have damaged. */
abstract class DamagedRecordContract extends Contract {
  private static final List<String> SPECS =
      List.of(
          "",
          "no JSON",
          "null",
          "7",
          "[]",
          "{\"id\":\"oldone\"}",
          "{\"id\":\"oldone\",\"indexes\":7}",
          "{\"id\":\"oldone\",\"indexes\":{\"a\":{}}}",
          "{\"id\":\"oldone\",\"indexes\":[null]}",
          "{\"id\":\"oldone\",\"indexes\":[{\"kind\":\"list\",\"at\":\"eq:owner\",\"fields\":[]}]}",
          "{\"id\":\"oldone\",\"indexes\":[{\"kind\":\"set\",\"at\":\"eq:owner\",\"fields\":[]}]}",
          "{\"id\":\"oldone\",\"indexes\":[{\"kind\":\"set\",\"at\":7,\"fields\":[\"owner\"]}]}",
          "{\"id\":\"oldone\",\"indexes\":[{\"kind\":\"set\",\"at\":\"eq:owner\",\"fields\":[{}]}]}",
          "{\"id\":\"oldone\",\"indexes\":[{\"kind\":\"zset\",\"at\":\"x\",\"fields\":[\"owner\"],\"by\":7}]}",
          "[".repeat(2_000));

  DamagedRecordContract(Api api) {
    super(api);
  }

  private String key(int number) {
    return redis.redisKey("Asset:site:" + number);
  }

  /** Returns memos that no record has, in place of a good one. */
  private static List<String> badMemos(String good) {
    String spec = good.substring(0, 6);
    return List.of(
        "",
        "x",
        spec,
        spec + "no length",
        spec + ":",
        spec + "-1:",
        spec + "1e3:0",
        spec + "0x2:12",
        spec + "nan:1",
        spec + "99999999999999999999:0",
        spec + "1".repeat(400) + ":0",
        good.substring(0, good.length() - 1),
        good + "1:0",
        "zzzzzz" + good.substring(6),
        "\0\0\0\0\0\0\0");
  }

  /** Calls a test for a record, with others around it, and each kind of damage. */
  private void damaged(BiConsumer<Repository<Asset>, Asset> test) {
    Repository<Asset> assets = repository(Asset.class);
    assets.create(Asset.full(1));
    List<String> memos = new ArrayList<>(badMemos(RawRedis.commands().hget(key(1), "~")));
    memos.add(null);
    for (String memo : memos) {
      assets.deleteAll();
      assets.create(Asset.full(2));
      assets.create(Asset.full(1));
      if (memo == null) {
        RawRedis.commands().hdel(key(1), "~");
      } else {
        RawRedis.commands().hset(key(1), "~", memo);
      }
      test.accept(assets, Asset.full(1));
      assertThat(assets.checkIndexes().total()).as("after %s", memo).isZero();
      assertThat(assets.checkIndexes().missing()).as("after %s", memo).isZero();
      assertThat(assets.query().count()).isEqualTo(assets.scanKeys("*").size());
    }
    assets.deleteAll();
  }

  @Test
  void recordWithADamagedMemoIsDeletedWithAllItsEntries() {
    damaged(
        (assets, asset) -> {
          assertThat(assets.delete(asset)).isTrue();
          assertThat(assets.delete(asset)).isFalse();
          assertThat(assets.delete(Asset.full(2))).isTrue();
          assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
        });
  }

  @Test
  void bulkDeleteTakesRecordsWithADamagedMemoAlong() {
    damaged(
        (assets, asset) -> {
          assertThat(assets.bulkDelete(assets.query().filter("site", "site"))).isEqualTo(2);
          assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
        });
  }

  @Test
  void deleteAllTakesRecordsWithADamagedMemoAlong() {
    damaged(
        (assets, asset) -> {
          assertThat(assets.deleteAll()).isEqualTo(2);
          assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
        });
  }

  @Test
  void saveRepairsADamagedMemo() {
    damaged(
        (assets, asset) -> {
          asset.cents += 5;
          asset.owner = "another";
          assets.save(asset);
        });
  }

  @Test
  void saveWithAConditionRepairsADamagedMemo() {
    damaged(
        (assets, asset) -> assets.save(asset, SaveOptions.onlyIf(Condition.of("maker", "maker"))));
  }

  @Test
  void writesOfPartsRepairADamagedMemo() {
    damaged((assets, asset) -> assets.update(assets.key("site", 1), Update.set("owner", "other")));
    damaged((assets, asset) -> assets.increment(assets.key("site", 1), "cents", -3));
    damaged(
        (assets, asset) -> {
          asset.rank = 7;
          assets.save(asset, SaveOptions.only("rank"));
        });
    damaged((assets, asset) -> assets.touch(assets.key("site", 1), Duration.ofHours(1)));
  }

  @Test
  void moveRepairsADamagedMemo() {
    damaged(
        (assets, asset) -> {
          asset.number = 3;
          assets.migrateKey(asset, assets.key("site", 1));
        });
  }

  @Test
  void specThatCannotBeReadStopsNothing() {
    for (String spec : SPECS) {
      Repository<Asset> assets = repository(Asset.class);
      assets.create(Asset.full(1));
      String memo = RawRedis.commands().hget(key(1), "~");
      RawRedis.commands().hset(key(1), "~", "oldone" + memo.substring(6));
      RawRedis.commands().hset(redis.redisKey("popoto:Asset:meta"), "spec:oldone", spec);
      Asset asset = Asset.full(1);
      asset.cents = 7;

      assets.save(asset);

      assertThat(RawRedis.commands().hget(key(1), "~")).startsWith(memo.substring(0, 6));
      assertThat(assets.query().filter("cents", 7).all()).hasSize(1);
      assertThat(assets.checkIndexes().total()).as(spec).isZero();
      RawRedis.commands().hset(key(1), "~", "oldone" + memo.substring(6));
      assertThat(assets.delete(asset)).isTrue();
      assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
      assets.deleteAll();
    }
  }

  @Test
  void metaOfAnotherTypeStopsNoDelete() {
    Repository<Asset> assets = repository(Asset.class);
    assets.create(Asset.full(1));
    String meta = redis.redisKey("popoto:Asset:meta");
    RawRedis.commands().hset(key(1), "~", "oldone");
    RawRedis.commands().del(meta);
    RawRedis.commands().set(meta, "no hash");

    assertThat(assets.delete(Asset.full(1))).isTrue();

    assertThat(RawRedis.keys(redis.namespace() + "/")).containsExactly(meta);
    RawRedis.commands().del(meta);
  }

  @Test
  void badMemoOfAnExpiredRecordStopsNoSweeping() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    String memos = redis.redisKey("popoto:TtlCode:memo");
    List<String> bad =
        List.of(
            "",
            "no MessagePack",
            "\u0001",
            "\u00a3abc",
            "\u0091",
            "\u0092\u00a1~",
            "\u00c1",
            "\u0093\u0001\u0002\u0003");
    for (int i = 0; i < 12; i++) {
      codes.create(new TtlCode("k" + i, "c" + i, i));
    }
    for (int i = 0; i < bad.size(); i++) {
      RawRedis.commands().hset(memos, "k" + i, bad.get(i));
    }
    long moment = System.currentTimeMillis();
    for (int i = 0; i < 12; i++) {
      RawRedis.commands()
          .zadd(redis.redisKey("popoto:TtlCode:expiry"), (double) moment + i, "k" + i);
      RawRedis.commands().pexpireat(redis.redisKey("TtlCode:k" + i), moment + i);
    }
    await().until(() -> codes.scanKeys("*").isEmpty());

    TtlCode kept = new TtlCode("kept", "kept", 1);
    codes.save(kept, SaveOptions.persist());
    assertThat(codes.query().count()).isEqualTo(1);
    assertThat(codes.query().orderBy("rank").all()).hasSize(1);
    codes.sweepExpired();

    assertThat(RawRedis.commands().zcard(redis.redisKey("popoto:TtlCode:expiry"))).isZero();
    assertThat(RawRedis.commands().exists(memos)).isZero();
    codes.cleanIndexes();
    codes.delete(kept);
    assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
  }

  @Test
  void sweepWaitsWhileAStrangersKeyHidesWhatIsToBeSwept() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    String memos = redis.redisKey("popoto:TtlCode:memo");
    codes.create(new TtlCode("gone", "c", 1));
    RawRedis.commands().rename(memos, memos + "aside");
    RawRedis.commands().set(memos, "a stranger's");
    long moment = System.currentTimeMillis();
    RawRedis.commands().zadd(redis.redisKey("popoto:TtlCode:expiry"), (double) moment, "gone");
    RawRedis.commands().pexpireat(redis.redisKey("TtlCode:gone"), moment);
    await().until(() -> codes.scanKeys("*").isEmpty());

    assertThat(codes.sweepExpired()).isZero();

    RawRedis.commands().rename(memos + "aside", memos);
    assertThat(codes.sweepExpired()).isEqualTo(1);
    assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
  }

  @Test
  @Damages
  void keyOfAnotherTypeIsRefusedBeforeTheFirstChange() {
    for (String name : List.of("all", "meta", "eq:owner:other", "sorted:cents", "null:item")) {
      Repository<Asset> assets = repository(Asset.class);
      String key = redis.redisKey("popoto:Asset:" + name);
      if (!name.equals("all") && !name.equals("meta")) {
        assets.create(Asset.full(1));
      }
      RawRedis.commands().del(key);
      RawRedis.commands().set(key, "a stranger's");
      Asset asset = Asset.full(1);
      asset.owner = "other";
      asset.cents = 7;
      asset.item = null;
      StoredState before = StoredState.of(redis.namespace() + "/");

      assertThatThrownBy(() -> assets.save(asset)).as(name).hasMessageContaining("WRONGTYPE");
      assertThatThrownBy(() -> assets.bulkCreate(List.of(Asset.full(3), asset)))
          .as(name)
          .hasMessageContaining("not done");

      StoredState after = StoredState.of(redis.namespace() + "/");
      assertThat(after.keys().get(key(1))).as(name).isEqualTo(before.keys().get(key(1)));
      RawRedis.deleteAll(redis.namespace() + "/");
    }
  }

  @Test
  void placeThatNobodyKnowsIsRefused() {
    Repository<Asset> assets = repository(Asset.class);
    assets.create(Asset.full(1));
    // Its entry is gone as well, so that its place in the index follows from nothing.
    RawRedis.commands().del(redis.redisKey("popoto:Asset:sorted:cents"));
    RawRedis.commands().hset(key(1), "~", "damaged");

    assertThatThrownBy(() -> assets.update(assets.key("site", 1), Update.set("owner", "other")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("cents")
        .hasMessageContaining("rebuildIndexes");
    assertThat(assets.load("site", 1).orElseThrow().owner).isEqualTo("owner1");
    assertThat(assets.rebuildIndexes()).isEqualTo(1);
    assets.update(assets.key("site", 1), Update.set("owner", "other"));
  }
}
