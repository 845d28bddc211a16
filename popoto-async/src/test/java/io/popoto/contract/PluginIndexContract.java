package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.IndexReport;
import io.popoto.Repository;
import io.popoto.testing.RawRedis;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Care for indexes of a plugin that lie in sets and in a hash. */
abstract class PluginIndexContract extends Contract {
  PluginIndexContract(Api api) {
    super(api);
  }

  @Test
  void deletedHashIsAnOrphanInIndexesOfEveryStructure() {
    Repository<Marked> things = things();
    redis().del(redis.redisKey("Marked:1"), redis.redisKey("Marked:2"));

    IndexReport report = things.checkIndexes();

    assertThat(report.orphans())
        .containsEntry("class", 2L)
        .containsEntry("mark:color", 1L)
        .containsEntry("null:color", 1L)
        .containsEntry("seal:seal", 2L);
    assertThat(things.cleanIndexes()).isEqualTo(6);
    assertThat(things.checkIndexes().total()).isZero();
  }

  @Test
  void entriesThatNoRecordImpliesAreRemovedAndMissingOnesAreRebuilt() {
    Repository<Marked> things = things();
    String base = redis.redisKey("popoto:Marked:");
    redis().sadd(base + "mark:color:red", "1", "ghost");
    redis().hset(base + "seal:seal", "other", "1");
    redis().srem(base + "mark:color:blue", "1");
    redis().hdel(base + "seal:seal", "s0");

    IndexReport report = things.checkIndexes();

    assertThat(report.orphans()).containsEntry("mark:color", 2L).containsEntry("seal:seal", 1L);
    assertThat(report.missing()).isEqualTo(2);
    assertThat(things.cleanIndexes()).isEqualTo(3);
    assertThat(things.rebuildIndexes()).isEqualTo(3);
    assertThat(things.checkIndexes().missing()).isZero();
    assertThat(things.checkIndexes().total()).isZero();
  }

  @Test
  void indexesOfManyMembersAreInspectedInParts() {
    Repository<Marked> things = repository(Marked.class);
    things.bulkCreate(
        IntStream.range(0, 900).mapToObj(i -> new Marked("n" + i, "blue", "s" + i)).toList());
    redis().del(redis.redisKey("Marked:n3"));

    assertThat(things.checkIndexes().total()).isEqualTo(3);
    assertThat(things.cleanIndexes()).isEqualTo(3);
    assertThat(things.checkIndexes().total()).isZero();
    assertThat(things.deleteAll()).isEqualTo(899);
    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  private Repository<Marked> things() {
    Repository<Marked> things = repository(Marked.class);
    things.create(new Marked("0", "blue", "s0"));
    things.create(new Marked("1", "blue", "s1"));
    things.create(new Marked("2", null, "s2"));
    return things;
  }

  private static RedisCommands<String, String> redis() {
    return RawRedis.commands();
  }
}
