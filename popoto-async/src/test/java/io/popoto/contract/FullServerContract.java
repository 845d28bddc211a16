package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.exception.BulkException;
import io.popoto.exception.ServerException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Servers without memory, and those that would evict something to get some. */
abstract class FullServerContract extends Contract {
  FullServerContract(Api api) {
    super(api);
  }

  @Test
  void fullServerRefusesEachWriteAsAWhole() {
    try (EmbeddedRedis server = RedisServers.startOwn();
        Popoto popoto =
            Popoto.builder().uri(server.uri()).clientResources(RawRedis.resources()).build()) {
      RedisClient client = RedisClient.create(RawRedis.resources(), server.uri());
      RedisCommands<String, String> redis = client.connect().sync();
      Repository<Asset> assets = repository(popoto, Asset.class);
      assets.bulkCreate(List.of(Asset.full(1), Asset.full(2)));
      assets.save(Asset.full(3), SaveOptions.ttl(Duration.ofHours(1)));
      redis.configSet("maxmemory", "1");

      for (int i = 0; i < 2; i++) {
        assertThat(catchThrowable(() -> assets.create(Asset.full(4))))
            .isInstanceOf(ServerException.class)
            .isNotInstanceOf(UnavailableException.class)
            .hasMessageContaining("OOM");
        assertThat(catchThrowable(() -> assets.bulkCreate(List.of(Asset.full(5), Asset.full(6)))))
            .isInstanceOfSatisfying(
                BulkException.class, bulk -> assertThat(bulk.notDone()).hasSize(2));
        assertThat(assets.checkIndexes().total()).isZero();
        assertThat(assets.checkIndexes().missing()).isZero();
        assertThat(assets.query().count()).isEqualTo(3 - i);
        // What frees memory first goes on to the end.
        assertThat(assets.delete("site", 1 + i)).isTrue();
        assertThat(assets.checkIndexes().total()).isZero();
      }
      redis.configSet("maxmemory", "0");
      assets.create(Asset.full(4));
      assertThat(assets.checkIndexes().missing()).isZero();
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @Test
  void scriptThatHasWrittenIsNotStoppedByAFullServer() {
    try (EmbeddedRedis server = RedisServers.startOwn()) {
      RedisClient client = RedisClient.create(RawRedis.resources(), server.uri());
      RedisCommands<String, String> redis = client.connect().sync();
      redis.set("old", "value");
      redis.configSet("maxmemory", "1");

      // Redis' own promise, on which the order of changes in the scripts may not depend.
      Long added =
          redis.eval(
              "redis.call('DEL', KEYS[1]) return redis.call('HSET', KEYS[2], 'field', 'value')",
              io.lettuce.core.ScriptOutputType.INTEGER,
              new String[] {"old", "new"});

      assertThat(added).isEqualTo(1);
      assertThat(
              catchThrowable(
                  () ->
                      redis.eval(
                          "return redis.call('HSET', KEYS[1], 'other', 'value')",
                          io.lettuce.core.ScriptOutputType.INTEGER,
                          "new")))
          .hasMessageContaining("OOM");
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @Test
  void policyThatEvictsIsTold() {
    for (String policy : List.of("volatile-ttl", "volatile-lru", "allkeys-lru", "noeviction")) {
      Queue<String> told = new ConcurrentLinkedQueue<>();
      try (EmbeddedRedis server = RedisServers.startOwn("--maxmemory-policy", policy);
          Popoto popoto =
              Popoto.builder()
                  .uri(server.uri())
                  .clientResources(RawRedis.resources())
                  .onEviction(told::add)
                  .build()) {
        repository(popoto, Asset.class).create(Asset.full(1));
        repository(popoto, Item.class).create(new Item("a", 1));
        if (policy.equals("noeviction")) {
          await()
              .pollDelay(Duration.ofMillis(300))
              .until(() -> repository(popoto, Item.class).exists("a"));
          assertThat(told).isEmpty();
        } else {
          await().until(() -> !told.isEmpty());
          assertThat(told).containsExactly(policy);
        }
      }
    }
  }
}
