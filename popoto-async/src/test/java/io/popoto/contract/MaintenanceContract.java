package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.IndexReport;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Indexes that were damaged behind the library's back, and their repair beside other writers. */
abstract class MaintenanceContract extends Contract {
  private static final String[] INDEXES = {
    "class",
    "eq:site",
    "sorted:number",
    "eq:number",
    "eq:owner",
    "eq:tags",
    "unique:barcode",
    "eq:item",
    "sorted:weight",
    "sorted:cents",
    "sorted:worth",
    "sorted:rank",
    "eq:owner+label",
    "unique:serial+maker"
  };

  MaintenanceContract(Api api) {
    super(api);
  }

  @Test
  void recordsThatAreDeletedMeanwhileAreNoOrphans() {
    Repository<Product> products = repository(Product.class);
    redis.use(Product.class);
    products.bulkCreate(
        IntStream.range(0, 1_200)
            .mapToObj(i -> new Product("p%04d".formatted(i), "books", "new", "" + i))
            .toList());
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !done.get(); i++) {
                String name = "p%04d".formatted(i * 7 % 1_200);
                products.delete(products.key(name));
                products.save(new Product(name, "books", "new", "" + i % 1_000));
              }
            },
            task -> new Thread(task, "writer").start());
    try {
      for (int round = 0; round < 4; round++) {
        assertThat(products.checkIndexes().orphans()).allSatisfy((index, n) -> isZero(n));
      }
      assertThat(products.cleanIndexes()).isZero();
    } finally {
      done.set(true);
      writer.join();
    }
  }

  @Test
  void cleanDataHasNoOrphansInAnyIndex() {
    Repository<Asset> assets = assets(3);

    IndexReport report = assets.checkIndexes();

    assertThat(report.orphans()).containsKeys(INDEXES).allSatisfy((index, n) -> isZero(n));
    assertThat(report.total()).isZero();
    assertThat(report.partialWrites()).isZero();
    assertThat(report.missing()).isZero();
    assertThat(report.rebuildNeeded()).isFalse();
    assertThat(assets.cleanIndexes()).isZero();
  }

  @Test
  void emptyModelHasNothingToClean() {
    Repository<Asset> assets = repository(Asset.class);

    assertThat(assets.checkIndexes().orphans()).containsKeys(INDEXES);
    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(assets.cleanIndexes()).isZero();
    assertThat(assets.rebuildIndexes()).isZero();
  }

  @Test
  void deletedHashIsAnOrphanInEachIndexUntilItIsCleaned() {
    Repository<Asset> assets = assets(3);
    redis().del(redis.redisKey(assets.key("site", 1)));
    Map<String, String> before = dump();

    IndexReport report = assets.checkIndexes();

    assertThat(dump()).isEqualTo(before);
    assertThat(report.classIndex()).isEqualTo(1);
    for (String index : INDEXES) {
      assertThat(report.orphans().get(index)).as(index).isEqualTo(1);
    }
    assertThat(report.total()).isEqualTo(INDEXES.length);
    assertThat(assets.cleanIndexes()).isEqualTo(INDEXES.length);
    assertThat(assets.checkIndexes().total()).isZero();
    foundByEveryQuery(assets, 0, 2);
  }

  @Test
  void nullsOfADeletedHashAreOrphansToo() {
    Repository<Asset> assets = repository(Asset.class);
    assets.create(new Asset("site", 1));
    assets.create(new Asset("site", 2));
    redis().del(redis.redisKey(assets.key("site", 1)));

    IndexReport report = assets.checkIndexes();

    assertThat(report.orphans())
        .containsEntry("null:owner", 1L)
        .containsEntry("null:item", 1L)
        .containsEntry("null:worth", 1L)
        .containsEntry("eq:owner", 0L);
    assertThat(assets.cleanIndexes()).isEqualTo(report.total());
    assertThat(assets.query().filter("owner__isnull", true).count()).isEqualTo(1);
  }

  @Test
  void entriesThatNoRecordImpliesAreRemoved() {
    Repository<Asset> assets = assets(3);
    String base = redis.redisKey("popoto:Asset:");
    redis().sadd(base + "eq:owner:nobody", "site:1", "ghost:1");
    redis().sadd(base + "null:worth", "site:1");
    redis().zadd(base + "sorted:weight", 7, "ghost:1");
    redis().zadd(base + "sorted:cents", 7, "0\0site:1");
    redis().hset(base + "unique:barcode", "stolen", "site:1");
    redis().hset(base + "unique:barcode", "ghostly", "ghost:1");
    redis().hset(base + "unique:serial+maker", "4:some5:thing", "site:2");
    redis().zadd(base + "all", 0, "ghost:1");

    IndexReport report = assets.checkIndexes();

    assertThat(report.orphans())
        .containsEntry("class", 1L)
        .containsEntry("eq:owner", 2L)
        .containsEntry("null:worth", 1L)
        .containsEntry("sorted:weight", 1L)
        .containsEntry("sorted:cents", 1L)
        .containsEntry("unique:barcode", 2L)
        .containsEntry("unique:serial+maker", 1L);
    assertThat(report.total()).isEqualTo(9);
    assertThat(assets.cleanIndexes()).isEqualTo(9);
    assertThat(assets.checkIndexes().total()).isZero();
    foundByEveryQuery(assets, 0, 1, 2);
  }

  @Test
  void wrongScoreIsPutRight() {
    Repository<Asset> assets = assets(3);
    redis().zadd(redis.redisKey("popoto:Asset:sorted:weight"), 99, "site:1");

    assertThat(assets.checkIndexes().orphans()).containsEntry("sorted:weight", 1L);
    assertThat(assets.cleanIndexes()).isEqualTo(1);

    foundByEveryQuery(assets, 0, 1, 2);
  }

  @Test
  void wrongScoreOfANumberWithTokensIsPutRight() {
    Repository<Asset> assets = assets(2);
    Asset small = new Asset("site", 2);
    small.cents = -7;
    small.worth = new BigDecimal("1.25");
    assets.create(small);
    String base = redis.redisKey("popoto:Asset:sorted:");
    redis().zadd(base + "cents", 99, redis().zrange(base + "cents", 0, 0).get(0));
    for (String member : redis().zrange(base + "worth", 0, -1)) {
      redis().zadd(base + "worth", 99, member);
    }

    assertThat(assets.checkIndexes().orphans())
        .containsEntry("sorted:cents", 1L)
        .containsEntry("sorted:worth", 3L);
    assertThat(assets.cleanIndexes()).isEqualTo(4);

    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(assets.checkIndexes().missing()).isZero();
    assertThat(assets.query().orderBy("cents").keys().get(0)).isEqualTo(assets.key("site", 2));
    assertThat(assets.query().filter("worth", 1.25).count()).isEqualTo(1);
  }

  @Test
  void numberThatWasEditedByHandIsNoticedAndIndexedByARebuild() {
    Repository<Asset> assets = assets(3);
    Map<String, String> edited =
        Map.of("weight", "heavy", "cents", "9007199254750993", "worth", "7.5");
    redis().hset(redis.redisKey("Asset:site:1"), edited);

    assertThat(assets.checkIndexes().orphans())
        .containsEntry("sorted:weight", 1L)
        .containsEntry("sorted:cents", 1L)
        .containsEntry("sorted:worth", 1L);
    assertThat(assets.cleanIndexes()).isEqualTo(3);
    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(assets.checkIndexes().missing()).isEqualTo(1);

    redis().hset(redis.redisKey("Asset:site:1"), "weight", "1.5");
    assertThat(assets.rebuildIndexes()).isEqualTo(3);
    assertThat(assets.checkIndexes().missing()).isZero();
    assertThat(assets.query().filter("cents", 9007199254750993L).count()).isEqualTo(1);
    assertThat(assets.query().filter("worth", 7.5).filter("weight", 1.5).count()).isEqualTo(1);
  }

  @Test
  void missingEntriesAreCountedAndRebuilt() {
    Repository<Asset> assets = assets(3);
    redis().srem(redis.redisKey("popoto:Asset:eq:owner:owner1"), "site:1");
    redis().hdel(redis.redisKey("popoto:Asset:unique:barcode"), "code2");

    assertThat(assets.checkIndexes().missing()).isEqualTo(2);
    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(assets.rebuildIndexes()).isEqualTo(3);

    assertThat(assets.checkIndexes().missing()).isZero();
    foundByEveryQuery(assets, 0, 1, 2);
  }

  @Test
  void allIndexesAreRebuiltFromTheHashes() {
    Repository<Asset> assets = assets(3);
    assets.save(Asset.full(2), SaveOptions.ttl(Duration.ofSeconds(100)));
    RawRedis.deleteAll(redis.namespace() + "/popoto:");

    assertThat(assets.rebuildIndexes()).isEqualTo(3);

    foundByEveryQuery(assets, 0, 1, 2);
    Asset same = new Asset("site", 9);
    same.serial = "serial1";
    same.maker = "maker";
    assertThatThrownBy(() -> assets.create(same))
        .isExactlyInstanceOf(UniqueConstraintException.class);
    assertThat(redis().zrange(redis.redisKey("popoto:Asset:expiry"), 0, -1))
        .containsExactly("site:2");
    assertThat(assets.rebuildIndexes()).isEqualTo(3);
  }

  @Test
  void rebuildFollowsValuesThatWereEditedByHand() {
    Repository<Asset> assets = assets(3);
    redis()
        .hset(
            redis.redisKey("Asset:site:1"),
            Map.of("owner", "new", "cents", "5", "weight", "77.5", "barcode", "edited"));

    assets.rebuildIndexes();

    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(assets.query().filter("owner", "new").filter("cents", 5).count()).isEqualTo(1);
    assertThat(assets.query().filter("weight__gt", 77).count()).isEqualTo(1);
    assertThat(assets.query().filter("owner", "owner1").count()).isZero();
    assertThat(assets.loadBy("barcode", "edited")).isPresent();
    assertThat(assets.loadBy("barcode", "code1")).isEmpty();
  }

  @Test
  void listThatWasBrokenByHandStopsNeitherWritesNorMaintenance() {
    Repository<Asset> assets = assets(3);
    for (String broken : List.of("no list", "7", "[", "")) {
      redis().hset(redis.redisKey("Asset:site:1"), "tags", broken);

      assertThat(assets.checkIndexes().orphans()).containsEntry("eq:tags", 1L);
      assertThat(assets.query().filter("owner", "owner0").all()).hasSize(2);
      assets.save(Asset.full(1));
      assertThat(assets.query().filter("tags__contains", "tag1").count()).isEqualTo(1);
    }
    redis().hset(redis.redisKey("Asset:site:1"), "tags", "no list");
    assertThat(assets.delete("site", 1)).isTrue();
    assertThat(assets.cleanIndexes()).isEqualTo(1);
  }

  @Test
  void partialHashIsNeverReturnedAndCleanedAway() {
    Repository<User> users = repository(User.class);
    User ghost = users.create(new User("a@x", "s"));
    users.create(new User("b@x", "s"));
    redis().hdel(redis.redisKey("User:" + ghost.userId), "userId");

    assertThat(users.query().all()).hasSize(1);
    assertThat(users.load(ghost.userId)).isEmpty();
    assertThat(users.checkIndexes().partialWrites()).isEqualTo(1);
    assertThat(users.cleanIndexes()).isPositive();

    assertThat(redis().exists(redis.redisKey("User:" + ghost.userId))).isZero();
    assertThat(users.checkIndexes().total()).isZero();
    assertThat(users.query().count()).isEqualTo(1);
  }

  @Test
  void indexesOfManyMembersAreInspectedInParts() {
    Repository<User> users = repository(User.class);
    int records = 1500;
    List<User> all =
        users.bulkCreate(
            IntStream.range(0, records).mapToObj(i -> new User("u" + i, "same")).toList());
    for (int i = 0; i < 7; i++) {
      redis().del(redis.redisKey("User:" + all.get(i * 100).userId));
    }
    List<Long> progress = Collections.synchronizedList(new ArrayList<>());

    IndexReport report = users.checkIndexes(progress::add);

    assertThat(report.orphans())
        .containsEntry("class", 7L)
        .containsEntry("eq:status", 7L)
        .containsEntry("unique:email", 7L);
    assertThat(progress).hasSizeGreaterThan(10).isSorted();
    assertThat(progress.get(progress.size() - 1)).isGreaterThanOrEqualTo(3L * (records - 7));
    progress.clear();
    assertThat(users.cleanIndexes(progress::add)).isEqualTo(report.total());
    assertThat(progress).hasSizeGreaterThan(10);
    progress.clear();
    assertThat(users.rebuildIndexes(progress::add)).isEqualTo(records - 7);
    assertThat(progress).isSorted().last().isEqualTo((long) records - 7);
  }

  @Test
  void keyOfAStrangerAmongTheIndexesIsPassedOver() {
    Repository<User> users = repository(User.class);
    users.create(new User("a@x", "s"));
    String foreign = redis.redisKey("popoto:User:eq:status:foreign");
    redis().set(foreign, "text");

    assertThat(users.checkIndexes().total()).isZero();
    assertThat(users.cleanIndexes()).isZero();
    assertThat(users.rebuildIndexes()).isEqualTo(1);

    assertThat(redis().get(foreign)).isEqualTo("text");
    redis().del(foreign);
  }

  @Test
  void expiredRecordsAreNoOrphans() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    codes.save(new TtlCode("a", "c", 1), SaveOptions.ttl(Duration.ofMillis(20)));
    codes.save(new TtlCode("b", "d", 2), SaveOptions.persist());
    org.awaitility.Awaitility.await().until(() -> !codes.exists("a"));

    assertThat(codes.checkIndexes().total()).isZero();
    assertThat(codes.rebuildIndexes()).isEqualTo(1);
    assertThat(codes.query().count()).isEqualTo(1);
  }

  @Test
  void cleaningBesideCreationsRemovesNoLiveEntry() {
    Repository<Asset> assets = repository(Asset.class);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> inParallel(200, i -> assets.create(Asset.full(i))).forEach(made -> {}));

    long cleaned = 0;
    do {
      cleaned += assets.cleanIndexes();
    } while (!writing.isDone());
    writing.join();

    assertThat(cleaned).isZero();
    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(assets.query().count()).isEqualTo(200);
  }

  @Test
  void maintenanceBesideWritersLeavesTheIndexesRight() {
    Repository<Asset> assets = repository(Asset.class);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () ->
                inParallel(
                        1200,
                        i -> {
                          int number = i % 40;
                          switch (i % 4) {
                            case 0, 1 -> {
                              Asset asset = Asset.full(number);
                              asset.owner = "owner" + i % 3;
                              asset.cents = -i;
                              assets.save(asset);
                            }
                            case 2 -> assets.delete("site", number);
                            default -> {
                              if (assets.exists("site", number)) {
                                add(assets, number);
                              }
                            }
                          }
                          return i;
                        })
                    .forEach(done -> {}));

    do {
      assets.rebuildIndexes();
      assets.cleanIndexes();
    } while (!writing.isDone());
    writing.join();

    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(assets.checkIndexes().missing()).isZero();
  }

  private static void add(Repository<Asset> assets, int number) {
    try {
      assets.increment(assets.key("site", number), "weight", 1.5);
    } catch (io.popoto.exception.ConflictException e) {
      // Deleted since.
    }
  }

  @Test
  void recordWithANullInItsKeyIsNoPartialWrite() {
    Repository<Group> groups = repository(Group.class);
    groups.create(new Group("a", null));
    groups.create(new Group("b", "label"));

    assertThat(groups.checkIndexes().partialWrites()).isZero();
    assertThat(groups.cleanIndexes()).isZero();
    assertThat(groups.rebuildIndexes()).isEqualTo(2);
    assertThat(groups.query().filter("name", "a").count()).isEqualTo(1);
    assertThat(groups.query().all()).hasSize(2);
  }

  @Test
  void rebuildThatDiesHalfWayIsStillNeeded() {
    Repository<Asset> assets = assets(130);
    redis().hset(redis.redisKey("popoto:Asset:meta"), "current", "older");

    assertThatThrownBy(
            () ->
                assets.rebuildIndexes(
                    done -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");

    assertThat(assets.checkIndexes().rebuildNeeded()).isTrue();
    assets.rebuildIndexes();
    assertThat(assets.checkIndexes().rebuildNeeded()).isFalse();
  }

  @Test
  void rebuildOfAModelWithoutRecordsIsDone() {
    Repository<Asset> assets = assets(1);
    assets.delete("site", 0);
    redis().hset(redis.redisKey("popoto:Asset:meta"), "current", "older");

    assertThat(assets.rebuildIndexes()).isZero();
    assertThat(assets.checkIndexes().rebuildNeeded()).isFalse();
  }

  @Test
  void rebuildBesideValuesThatComeAndGoLosesNoEntry() {
    Repository<Asset> assets = repository(Asset.class);
    Asset asset = new Asset("site", 1);
    assets.create(asset);

    for (int round = 0; round < 100; round++) {
      BigDecimal worth = new BigDecimal(round);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 5; i++) {
                  assets.update(assets.key(asset), Update.setNull("worth"));
                  assets.update(assets.key(asset), Update.set("worth", worth));
                }
              });
      while (!writing.isDone()) {
        assets.rebuildIndexes();
      }
      writing.join();

      assertThat(assets.query().filter("worth", worth).count()).isEqualTo(1);
      assertThat(assets.query().filter("worth__isnull", true).count()).isZero();
    }
    assertThat(assets.checkIndexes().missing()).isZero();
  }

  @Test
  void scannedKeysAreThoseOfTheLiveRecords() {
    Repository<Item> items = repository(Item.class);
    Repository<ItemItem> others = repository(ItemItem.class);
    for (String name : List.of("a", "ab", "b", "*", "[x]", "日本", "a:b")) {
      items.create(new Item(name, 1));
    }
    ItemItem other = new ItemItem();
    other.name = "a";
    others.create(other);

    assertThat(items.scanKeys("*"))
        .containsExactlyInAnyOrder(
            items.key("a"),
            items.key("ab"),
            items.key("b"),
            items.key("*"),
            items.key("[x]"),
            items.key("日本"),
            items.key("a:b"));
    assertThat(items.scanKeys("a*"))
        .containsExactlyInAnyOrder(items.key("a"), items.key("ab"), items.key("a:b"));
    assertThat(items.scanKeys("?b")).containsExactly(items.key("ab"));
    assertThat(items.scanKeys("nothing*")).isEmpty();
  }

  @Test
  @Damages
  void scannedKeysComeFromScanAndNeverFromKeys() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    items.create(new Item("b", 1));
    redis().del(redis.redisKey("Item:a"));
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      assertThat(items.scanKeys("*")).containsExactly(items.key("b"));
      items.checkIndexes();
      items.rebuildIndexes();
      items.deleteAll();

      assertThat(monitor.commands())
          .extracting(command -> command.get(0))
          .contains("SCAN")
          .doesNotContain("KEYS");
    }
  }

  private Repository<Asset> assets(int count) {
    Repository<Asset> assets = repository(Asset.class);
    for (int i = 0; i < count; i++) {
      assets.create(Asset.full(i));
    }
    return assets;
  }

  private static void foundByEveryQuery(Repository<Asset> assets, int... numbers) {
    assertThat(assets.query().orderBy("number").all())
        .extracting(asset -> asset.number)
        .containsExactlyElementsOf(Arrays.stream(numbers).boxed().toList());
    assertThat(assets.query().count()).isEqualTo(numbers.length);
    for (int number : numbers) {
      Asset asset = Asset.full(number);
      Map<String, Object> lookups =
          Map.of(
              "number",
              number,
              "barcode",
              asset.barcode,
              "weight",
              asset.weight,
              "cents",
              asset.cents,
              "worth",
              asset.worth);
      lookups.forEach(
          (lookup, value) ->
              assertThat(assets.query().filter(lookup, value).all())
                  .as(lookup)
                  .singleElement()
                  .matches(found -> found.number == number));
      for (Map.Entry<String, Object> shared :
          Map.<String, Object>of("site", "site", "owner", asset.owner, "item", asset.item)
              .entrySet()) {
        assertThat(assets.query().filter(shared.getKey(), shared.getValue()).all())
            .extracting(found -> found.number)
            .contains(number);
      }
      assertThat(
              assets.query().filter("site", "site").filter("rank", number).orderBy("rank").keys())
          .containsExactly(assets.key("site", number));
    }
  }

  /** Returns every key of this test as Redis would dump it, but for when it expires. */
  private Map<String, String> dump() {
    Map<String, String> dump = new TreeMap<>();
    for (String key : RawRedis.keys(redis.namespace() + "/")) {
      dump.put(key, Arrays.toString(redis().dump(key)));
    }
    return dump;
  }

  private static RedisCommands<String, String> redis() {
    return RawRedis.commands();
  }

  private static void isZero(long number) {
    assertThat(number).isZero();
  }
}
