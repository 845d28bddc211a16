package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.IndexReport;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.exception.ValidationException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records with more elements in an indexed list than one call can index. */
abstract class BigListContract extends Contract {
  private static final int MOST = 1_000;

  BigListContract(Api api) {
    super(api);
  }

  @Test
  void listOfAsManyElementsAsCanBeIsIndexedCheckedAndDeleted() {
    Repository<Asset> assets = repository(Asset.class);
    Asset asset = Asset.full(1);
    asset.tags = tags(MOST);

    assets.create(asset);

    assertThat(assets.checkIndexes().missing()).isZero();
    assertThat(assets.checkIndexes().damaged()).isZero();
    assertThat(assets.query().filter("tags__contains", "tag999").count()).isEqualTo(1);
    assertThat(assets.cleanIndexes()).isZero();
    assertThat(assets.rebuildIndexes()).isEqualTo(1);
    assertThat(assets.query().filter("tags__contains", "tag0").count()).isEqualTo(1);
    assertThat(assets.delete("site", 1)).isTrue();
    assertThat(RawRedis.keys(redis.namespace() + "/popoto:Asset:eq:tags")).isEmpty();
  }

  @Test
  void moreElementsAreRefusedAndNothingIsSent() {
    Repository<Asset> assets = repository(Asset.class);
    Asset asset = Asset.full(1);
    asset.tags = tags(MOST + 1);

    assertThatThrownBy(() -> assets.save(asset))
        .isExactlyInstanceOf(ValidationException.class)
        .hasMessageContaining("Asset.tags")
        .hasMessageContaining("1001");
    asset.tags = Set.of("x".repeat(300_000));
    assertThatThrownBy(() -> assets.save(asset)).isExactlyInstanceOf(ValidationException.class);
    asset.tags = Set.of("\u0001".repeat(50_000));
    assertThatThrownBy(() -> assets.save(asset)).isExactlyInstanceOf(ValidationException.class);
    assertThat(assets.query().count()).isZero();
    assets.create(Asset.full(1));
    assertThatThrownBy(
            () -> assets.update(assets.key("site", 1), Update.set("tags", tags(MOST + 1))))
        .isExactlyInstanceOf(ValidationException.class);
  }

  @Test
  void storedListThatIsTooLongIsReportedAndHoldsNothingUp() {
    Repository<Asset> assets = repository(Asset.class);
    IntStream.range(0, 3).forEach(i -> assets.create(Asset.full(i)));
    for (int many : List.of(3_000, 100_000)) {
      String list = tags(many).stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
      redis().hset(redis.redisKey("Asset:site:1"), "tags", list);
      redis()
          .eval(
              "for i = 0, tonumber(ARGV[1]) do redis.call('SADD', KEYS[1] .. i, 'site:1') end",
              ScriptOutputType.STATUS,
              new String[] {redis.redisKey("popoto:Asset:eq:tags:tag")},
              "500");

      IndexReport report = assets.checkIndexes();

      assertThat(report.damagedKeys()).containsExactly("Asset:site:1");
      assertThat(report.orphans()).containsEntry("eq:tags", 501L);
      assertThat(assets.cleanIndexes()).isEqualTo(501);
      assertThat(assets.rebuildIndexes()).isEqualTo(3);
      assertThat(assets.query().filter("owner", "owner1").count()).isEqualTo(1);
      assertThat(assets.checkIndexes().missing()).isZero();
      assertThat(assets.delete("site", 1)).isTrue();
      assertThat(assets.checkIndexes().total()).isZero();
      assets.create(Asset.full(1));
    }
  }

  @Test
  void manyLongListsAtOnceAreWrittenAFewAtATime() {
    Repository<Asset> assets = repository(Asset.class);
    List<Asset> all =
        IntStream.range(0, 8)
            .mapToObj(
                i -> {
                  Asset asset = Asset.full(i);
                  asset.tags = tags(1_000);
                  return asset;
                })
            .toList();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      assertThat(assets.bulkCreate(all)).hasSize(8);
      assertThat(assets.query().filter("tags__contains", "tag999").count()).isEqualTo(8);
      assertThat(assets.bulkUpdate(assets.query(), Update.set("tags", tags(100)))).isEqualTo(8);
      assertThat(assets.query().filter("tags__contains", "tag100").count()).isZero();
      assertThat(assets.query().filter("tags__contains", "tag99").count()).isEqualTo(8);
      assertThat(assets.bulkDelete(all)).isEqualTo(8);
      // One record: for each element a look at its key and an entry.
      assertThat(monitor.busiestScript()).isLessThan(2 * 5_200);
    }
    assertThat(assets.checkIndexes().total()).isZero();
    assertThat(RawRedis.keys(redis.namespace() + "/popoto:Asset:eq:tags")).isEmpty();
  }

  private static Set<String> tags(int count) {
    return IntStream.range(0, count).mapToObj(i -> "tag" + i).collect(Collectors.toSet());
  }

  private static RedisCommands<String, String> redis() {
    return RawRedis.commands();
  }
}
