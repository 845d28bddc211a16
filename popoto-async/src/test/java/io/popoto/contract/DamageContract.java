package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.IndexReport;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one damaged record or key does to the others: nothing. */
abstract class DamageContract extends Contract {
  DamageContract(Api api) {
    super(api);
  }

  /** Texts that are no memo; a {@code #} stands for the id of the model's spec. */
  static Stream<String> memos() {
    return Stream.of(
        "",
        "x",
        "123456",
        "other!2:ab",
        "#",
        "#1",
        "#:",
        "#1:",
        "#1:0",
        "#-5:0",
        "#-1:1:01:0",
        "#1e3:0",
        "#0x1:0",
        "#99999999999999999999:0",
        "#999999999:0",
        "#nan:0",
        "#1:01:0more",
        "#\0\0\0");
  }

  /** Texts that are no index spec; a {@code #} stands for their id. */
  static Stream<String> specs() {
    return Stream.of(
        "",
        "{",
        "7",
        "null",
        "[]",
        "{}",
        "{\"id\":\"#\"}",
        "{\"id\":7,\"indexes\":[]}",
        "{\"id\":\"other1\",\"indexes\":[]}",
        "{\"id\":\"#\",\"indexes\":7}",
        "{\"id\":\"#\",\"indexes\":[null]}",
        "{\"id\":\"#\",\"indexes\":[\"eq:owner\"]}",
        "{\"id\":\"#\",\"indexes\":[{}]}",
        "{\"id\":\"#\",\"indexes\":[{\"kind\":\"set\",\"at\":\"eq:owner\"}]}",
        "{\"id\":\"#\",\"indexes\":[{\"kind\":\"set\",\"at\":7,\"fields\":[\"owner\"]}]}",
        "{\"id\":\"#\",\"indexes\":[{\"kind\":\"set\",\"at\":\"eq:owner\",\"fields\":\"owner\"}]}",
        "{\"id\":\"#\",\"indexes\":[{\"kind\":\"set\",\"at\":\"eq:owner\",\"fields\":[7]}]}",
        "{\"id\":\"#\",\"indexes\":[{\"kind\":\"list\",\"at\":\"eq:owner\",\"fields\":[\"owner\"]}]}",
        "{\"id\":\"#\",\"indexes\":[{\"kind\":\"zset\",\"at\":\"sorted:cents\",\"fields\":[\"cents\"]}]}",
        "{\"id\":\"#\",\"indexes\":[{\"kind\":\"set\",\"at\":\"eq:owner\",\"fields\":[\"owner\"],"
            + "\"null\":{},\"as\":\"text\"}]}",
        "{\"id\":\"#\",\"indexes\":[{\"kind\":\"zset\",\"at\":\"all\",\"fields\":[\"owner\"],"
            + "\"score\":\"sent\"}]}");
  }

  /** Texts that are nothing that was remembered of a record. */
  static Stream<String> remembered() {
    return Stream.of(
        "",
        "x",
        "\u00c0",
        "\u0090",
        "\u0091\u00c0",
        "\u0092\u00c0\u00c0",
        "\u0091\u00a1~",
        "\u0092\u00a1~\u0007",
        "\u00dd\u00ff\u00ff\u00ff\u00ff",
        "\u0092\u00a1~\u00a6123456",
        "\u0084\u00a1~\u00a1a");
  }

  @ParameterizedTest
  @MethodSource("memos")
  void recordWithABadMemoIsDeleted(String memo) {
    Repository<Asset> assets = assets(3);
    damage("site:1", memo);

    assertThat(assets.delete("site", 1)).isTrue();

    assets.cleanIndexes();
    foundAreOnly(assets, 0, 2);
  }

  @ParameterizedTest
  @MethodSource("memos")
  void recordWithABadMemoIsSavedAgain(String memo) {
    Repository<Asset> assets = assets(3);
    damage("site:1", memo);

    assets.save(Asset.full(1));
    assets.cleanIndexes();

    foundAreOnly(assets, 0, 1, 2);
    assertThat(assets.query().filter("cents", (1L << 53) + 1).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void recordOfABadSpecIsDeleted(String spec) {
    Repository<Asset> assets = assets(3);
    damage("site:1", "broken");
    redis().hset(meta(), "spec:broken", spec.replace("#", "broken"));

    assertThat(assets.delete("site", 1)).isTrue();

    assets.cleanIndexes();
    foundAreOnly(assets, 0, 2);
  }

  @ParameterizedTest
  @MethodSource("remembered")
  void whatNobodyCanReadDoesNotStopTheSweep(String blob) {
    Repository<TtlCode> codes = repository(TtlCode.class);
    for (String id : List.of("a", "b", "c")) {
      codes.save(new TtlCode(id, "code" + id, 1), SaveOptions.ttl(Duration.ofHours(1)));
    }
    redis().hset(redis.redisKey("popoto:TtlCode:memo"), "a", blob);
    for (String id : List.of("a", "b", "c")) {
      redis().del(redis.redisKey("TtlCode:" + id));
      redis().zadd(redis.redisKey("popoto:TtlCode:expiry"), 1, id);
    }
    assertThat(codes.checkIndexes().total()).isZero();
    Awaitility.await()
        .untilAsserted(
            () -> {
              codes.save(new TtlCode("d", "coded", 1), SaveOptions.persist());
              assertThat(redis().exists(redis.redisKey("popoto:TtlCode:expiry"))).isZero();
            });
    assertThat(redis().exists(redis.redisKey("popoto:TtlCode:memo"))).isZero();
    codes.cleanIndexes();
    assertThat(codes.query().count()).isEqualTo(1);
    codes.save(new TtlCode("e", "codea", 1), SaveOptions.persist());
  }

  @Test
  void recordIsDeletedWhoseSpecsAreNotThere() {
    Repository<Asset> assets = assets(3);
    redis().del(meta());
    redis().set(meta(), "text");

    damage("site:1", "123456");
    assertThat(assets.delete("site", 1)).isTrue();

    redis().del(meta());
    assets.rebuildIndexes();
    foundAreOnly(assets, 0, 2);
  }

  @ParameterizedTest
  @MethodSource("memos")
  void recordWithABadMemoIsReportedPassedOverAndRebuilt(String memo) {
    Repository<Asset> assets = assets(3);
    damage("site:1", memo);
    redis().del(redis.redisKey("Asset:site:2"));

    IndexReport report = assets.checkIndexes();

    assertThat(report.damagedKeys()).containsExactly("Asset:site:1");
    assertThat(report.damaged()).isEqualTo(1);
    assertThat(report.missing()).isZero();
    assertThat(report.orphans()).containsEntry("class", 1L).containsEntry("sorted:cents", 1L);
    assertThat(assets.cleanIndexes()).isEqualTo(report.total());
    assertThat(assets.query().filter("cents", (1L << 53) + 1).keys())
        .containsExactly(assets.key("site", 1));
    assertThat(assets.rebuildIndexes()).isEqualTo(2);
    assertThat(assets.checkIndexes().damaged()).isZero();
    foundAreOnly(assets, 0, 1);
  }

  @Test
  void recordWithoutAMemoIsReportedAndRebuilt() {
    Repository<Asset> assets = assets(3);
    redis().hdel(redis.redisKey("Asset:site:1"), "~");

    assertThat(assets.checkIndexes().damagedKeys()).containsExactly("Asset:site:1");
    assertThat(assets.cleanIndexes()).isZero();
    assertThat(assets.rebuildIndexes()).isEqualTo(3);

    foundAreOnly(assets, 0, 1, 2);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void recordOfABadSpecIsReportedPassedOverAndRebuilt(String spec) {
    Repository<Asset> assets = assets(3);
    damage("site:1", "broken");
    redis().hset(meta(), "spec:broken", spec.replace("#", "broken"));

    assertThat(assets.checkIndexes().damagedKeys()).containsExactly("Asset:site:1");
    assertThat(assets.cleanIndexes()).isZero();
    assertThat(assets.rebuildIndexes()).isEqualTo(3);

    assertThat(assets.checkIndexes().damaged()).isZero();
    foundAreOnly(assets, 0, 1, 2);
  }

  @Test
  void keysOfAnotherTypeAreReportedAndStopNoRebuild() {
    Repository<Asset> assets = assets(3);
    List<String> names =
        List.of("eq:owner:owner1", "sorted:weight", "unique:barcode", "eq:tags:tag1", "null:worth");
    for (String name : names) {
      redis().del(redis.redisKey("popoto:Asset:" + name));
      redis().set(redis.redisKey("popoto:Asset:" + name), "text");
    }
    redis().srem(redis.redisKey("popoto:Asset:eq:owner:owner0"), "site:0");

    IndexReport report = assets.checkIndexes();

    assertThat(report.damagedKeys())
        .containsExactlyInAnyOrderElementsOf(
            names.stream().map(name -> "popoto:Asset:" + name).toList());
    assertThat(report.total()).isZero();
    assertThat(assets.cleanIndexes()).isZero();
    assertThat(assets.rebuildIndexes()).isEqualTo(3);
    assertThat(assets.query().filter("owner", "owner0").count()).isEqualTo(2);
    assertThat(assets.query().filter("cents", (1L << 53) + 1).count()).isEqualTo(1);

    for (String name : names) {
      assertThat(redis().get(redis.redisKey("popoto:Asset:" + name))).isEqualTo("text");
      redis().del(redis.redisKey("popoto:Asset:" + name));
    }
    assertThat(assets.rebuildIndexes()).isEqualTo(3);
    foundAreOnly(assets, 0, 1, 2);
  }

  @Test
  void specsOfAnotherTypeAreReported() {
    Repository<Asset> assets = assets(3);
    redis().del(meta());
    redis().set(meta(), "text");

    IndexReport report = assets.checkIndexes();

    assertThat(report.damagedKeys()).containsExactly("popoto:Asset:meta");
    assertThat(report.rebuildNeeded()).isTrue();
    assertThat(assets.cleanIndexes()).isZero();
    redis().del(meta());
    assertThat(assets.rebuildIndexes()).isEqualTo(3);
    foundAreOnly(assets, 0, 1, 2);
  }

  Repository<Asset> assets(int count) {
    Repository<Asset> assets = repository(Asset.class);
    for (int i = 0; i < count; i++) {
      assets.create(Asset.full(i));
    }
    return assets;
  }

  void damage(String id, String memo) {
    String key = redis.redisKey("Asset:" + id);
    String spec = redis().hget(key, "~").substring(0, 6);
    redis().hset(key, "~", memo.replace("#", spec));
  }

  String meta() {
    return redis.redisKey("popoto:Asset:meta");
  }

  static void foundAreOnly(Repository<Asset> assets, int... numbers) {
    List<Integer> all = java.util.Arrays.stream(numbers).boxed().toList();
    assertThat(assets.query().orderBy("number").all())
        .extracting(asset -> asset.number)
        .isEqualTo(all);
    assertThat(assets.query().filter("site", "site").count()).isEqualTo(numbers.length);
    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(assets.checkIndexes().missing()).isZero();
  }

  static RedisCommands<String, String> redis() {
    return RawRedis.commands();
  }
}
