package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.IndexReport;
import io.popoto.Repository;
import io.popoto.testing.RawRedis;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Index entries and index keys that read like others. */
abstract class MembersContract extends Contract {
  MembersContract(Api api) {
    super(api);
  }

  @Test
  void idThatReadsLikeAMemberOfAnotherRecordHidesNothing() {
    Repository<Word> words = repository(Word.class);
    List<String> texts = List.of("a", "a\0a", "x\0a", "a\0a\0a", "\0a", "0\0a", "a\0", "x");
    texts.forEach(text -> words.create(new Word(text)));

    isClean(words);
    for (String text : texts) {
      assertThat(words.query().filter("order", text).count()).as(text).isEqualTo(1);
      assertThat(words.query().filter("order__gte", text).orderBy("order").keys())
          .first()
          .isEqualTo(words.key(text));
    }
    assertThat(words.rebuildIndexes()).isEqualTo(texts.size());
    isClean(words);
  }

  @Test
  void idThatReadsLikeAMemberIsAnOrphanOnceItsRecordIsGone() {
    Repository<Word> words = repository(Word.class);
    for (String text : List.of("a", "a\0a", "x\0a")) {
      words.create(new Word(text));
    }
    redis().del(redis.redisKey("Word:a\0a"));
    redis().del(redis.redisKey("Word:x\0a"));

    IndexReport report = words.checkIndexes();

    assertThat(report.classIndex()).isEqualTo(2);
    assertThat(report.orphans()).containsEntry("sorted:order", 2L).containsEntry("eq:copy", 2L);
    assertThat(words.cleanIndexes()).isEqualTo(report.total());
    isClean(words);
    assertThat(words.query().filter("order", "a").count()).isEqualTo(1);
  }

  @Test
  void memberWithoutATokenIsNotThatOfTheRecordItNames() {
    Repository<Asset> assets = repository(Asset.class);
    assets.create(Asset.full(0));
    String base = redis.redisKey("popoto:Asset:sorted:");
    redis().zadd(base + "cents", 1, "site:0");
    redis().zadd(base + "weight", 0.5, "0\0site:0");

    assertThat(assets.checkIndexes().orphans())
        .containsEntry("sorted:cents", 1L)
        .containsEntry("sorted:weight", 1L);
    assertThat(assets.cleanIndexes()).isEqualTo(2);
    isClean(assets);
    assertThat(assets.query().filter("cents", 1L << 53).count()).isEqualTo(1);
    assertThat(assets.query().filter("weight", 0.5).count()).isEqualTo(1);
  }

  @Test
  void valuesThatReadLikeNamesOfKeysAreKeptApart() {
    Repository<Asset> assets = repository(Asset.class);
    List<String> values =
        List.of(
            "", ":", "a:b", "all", "meta", "*", "[a]", "5:owner5:label", "null:worth", "\0", "%");
    for (int i = 0; i < values.size(); i++) {
      Asset asset = Asset.full(i);
      asset.owner = values.get(i);
      asset.label = values.get(i);
      asset.barcode = values.get(i);
      asset.tags = java.util.Set.of(values.get(i), "shared");
      asset.worth = new BigDecimal(i);
      assets.create(asset);
    }
    isClean(assets);
    redis().del(redis.redisKey("Asset:site:2"));

    IndexReport report = assets.checkIndexes();

    assertThat(report.orphans())
        .containsEntry("eq:owner", 1L)
        .containsEntry("eq:owner+label", 1L)
        .containsEntry("eq:tags", 2L)
        .containsEntry("unique:barcode", 1L)
        .doesNotContainKey("eq");
    assertThat(assets.cleanIndexes()).isEqualTo(report.total());
    isClean(assets);
    assertThat(assets.rebuildIndexes()).isEqualTo(values.size() - 1);
    assertThat(assets.query().filter("owner", "all").count()).isEqualTo(1);
  }

  @Test
  void recordsCalledLikeKeysOfTheModelAreRecords() {
    Repository<Item> items = repository(Item.class);
    List<String> names = List.of("all", "meta", "memo", "expiry", "popoto", "popoto:Item:all");
    names.forEach(name -> items.create(new Item(name, 1)));

    isClean(items);
    assertThat(items.scanKeys("*")).hasSize(names.size());
    assertThat(items.rebuildIndexes()).isEqualTo(names.size());
    assertThat(items.deleteAll()).isEqualTo(names.size());
  }

  @Test
  void entriesOfAnIndexThatNoClassKnowsAreOrphans() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    String base = redis.redisKey("popoto:Item:");
    redis().sadd(base + "eq:colour:red", "a");
    redis().zadd(base + "tag:size", 1, "a");
    redis().hset(base + "unique:code", "1", "a");

    assertThat(items.checkIndexes().orphans())
        .containsEntry("eq:colour", 1L)
        .containsEntry("tag:size", 1L)
        .containsEntry("unique:code", 1L);
    assertThat(items.cleanIndexes()).isEqualTo(3);
    isClean(items);
  }

  private static void isClean(Repository<?> repository) {
    IndexReport report = repository.checkIndexes();
    assertThat(report.total()).as(report.toString()).isZero();
    assertThat(report.missing()).isZero();
    assertThat(report.damaged()).isZero();
    assertThat(repository.cleanIndexes()).isZero();
  }

  private static RedisCommands<String, String> redis() {
    return RawRedis.commands();
  }
}
