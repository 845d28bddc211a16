package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.BulkException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that say that they did nothing, or cut what they answer. */
class RefusingServerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @Test
  void demotedMasterIsAskedAgainOverNewConnections() {
    try (EmbeddedRedis server = RedisServers.startOwn();
        EmbeddedRedis other = RedisServers.startOwn();
        Popoto popoto = Faults.builder(server.uri(), TIMEOUT).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      AsyncRepository<Parcel> async = AsyncPopoto.of(popoto).repository(Parcel.class);
      Faults.raw(server.uri(), redis -> redis.replicaof("127.0.0.1", other.port()));
      await()
          .until(
              () ->
                  Faults.raw(server.uri(), r -> r.info("replication")).contains("link_status:up"));
      long before = connections(server);

      assertThatThrownBy(() -> parcels.create(new Parcel("a", 1)))
          .isInstanceOfSatisfying(
              UnavailableException.class, e -> assertThat(e.outcomeUnknown()).isFalse())
          .hasMessageContaining("READONLY");
      assertThat(connections(server) - before).isBetween(3L, 12L);
      CompletableFuture<Parcel> waits = async.create(new Parcel("b", 1));
      Faults.raw(server.uri(), redis -> redis.replicaofNoOne());

      assertThat(waits.join().id).isEqualTo("b");
      assertThat(parcels.load("a")).isEmpty();
    }
  }

  private static long connections(EmbeddedRedis server) {
    return number(server, "stats", "total_connections_received:");
  }

  private static long number(EmbeddedRedis server, String section, String prefix) {
    return Faults.raw(server.uri(), redis -> redis.info(section))
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToLong(line -> Long.parseLong(line.substring(prefix.length()).replaceFirst(",.*", "")))
        .findFirst()
        .orElse(0);
  }

  @Test
  void readThatTheServerCutsOffIsTriedOnceMoreOnly() {
    try (EmbeddedRedis server =
            RedisServers.startOwn("--client-output-buffer-limit", "normal", "1mb", "0", "0");
        Popoto popoto = Faults.builder(server.uri(), TIMEOUT).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      AsyncRepository<Parcel> async = AsyncPopoto.of(popoto).repository(Parcel.class);
      Parcel large = parcels.create(new Parcel("large", 1));
      large.status = "x".repeat(3 << 20);
      parcels.save(large);
      parcels.create(new Parcel("small", 1));
      Faults.raw(server.uri(), redis -> redis.configResetstat());

      assertThatThrownBy(() -> parcels.load("large"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("client-output-buffer-limit");
      assertThat(number(server, "commandstats", "cmdstat_hgetall:calls=")).isEqualTo(2);
      CompletableFuture<?> another = async.load("large");
      for (int i = 0; i < 50; i++) {
        assertThat(async.load("small").join()).isPresent();
      }
      assertThat(Faults.failureOf(another)).hasMessageContaining("client-output-buffer-limit");
    }
  }

  /** Why a server refuses for a while. */
  enum Refusal {
    READONLY(false) {
      @Override
      void begin(RedisCommands<String, String> redis) {
        redis.replicaof("127.0.0.1", 1);
      }

      @Override
      void end(RedisCommands<String, String> redis) {
        redis.replicaofNoOne();
      }
    },
    MASTERDOWN(true) {
      @Override
      void begin(RedisCommands<String, String> redis) {
        redis.configSet("replica-serve-stale-data", "no");
        redis.replicaof("127.0.0.1", 1);
      }

      @Override
      void end(RedisCommands<String, String> redis) {
        redis.replicaofNoOne();
      }
    },
    NOREPLICAS(false) {
      @Override
      void begin(RedisCommands<String, String> redis) {
        redis.configSet("min-replicas-to-write", "1");
      }

      @Override
      void end(RedisCommands<String, String> redis) {
        redis.configSet("min-replicas-to-write", "0");
      }
    };

    private final boolean refusesReads;

    Refusal(boolean refusesReads) {
      this.refusesReads = refusesReads;
    }

    abstract void begin(RedisCommands<String, String> redis);

    abstract void end(RedisCommands<String, String> redis);
  }

  private static Map<String, Function<AsyncRepository<Parcel>, CompletableFuture<?>>> writes() {
    Map<String, Function<AsyncRepository<Parcel>, CompletableFuture<?>>> writes = new TreeMap<>();
    Parcel moved = new Parcel("m2", 1);
    writes.put("create", all -> all.create(new Parcel("created", 1)));
    writes.put("save", all -> all.save(new Parcel("a", 2)));
    writes.put("only", all -> all.save(new Parcel("a", 3), SaveOptions.only("weight")));
    writes.put("delete", all -> all.delete(all.key("d")));
    writes.put("update", all -> all.update(all.key("a"), Update.set("status", "u")));
    writes.put("increment", all -> all.increment(all.key("b"), "weight", 1));
    writes.put("touch", all -> all.touch(all.key("b"), Duration.ofHours(1)));
    writes.put("migrateKey", all -> all.migrateKey(moved, all.key("m")));
    writes.put("getOrCreate", all -> all.getOrCreate(new Parcel("got", 1)));
    writes.put("updateOrCreate", all -> all.updateOrCreate(new Parcel("put", 1)));
    writes.put("bulkCreate", all -> all.bulkCreate(List.of(new Parcel("k1", 1))));
    writes.put(
        "bulkUpdate",
        all -> all.bulkUpdate(List.of(new Parcel("b", 1)), Update.set("status", "bulk")));
    writes.put("bulkDelete", all -> all.bulkDelete(List.of(new Parcel("e", 1))));
    return writes;
  }

  private static Map<String, Function<AsyncRepository<Parcel>, CompletableFuture<?>>> reads() {
    return Map.of(
        "load", all -> all.load("a"),
        "exists", all -> all.exists("a"),
        "getMany", all -> all.getMany(List.of(all.key("a"))),
        "query", all -> all.query().filter("status", "new").all(),
        "checkIndexes", all -> all.checkIndexes());
  }

  @ParameterizedTest
  @EnumSource
  void whatDidNotRunIsTriedAgainAndThenSaidToBeUnavailable(Refusal refusal) {
    try (EmbeddedRedis server = RedisServers.startOwn();
        Popoto popoto = Faults.builder(server.uri(), Duration.ofMillis(700)).build();
        Popoto patient = Faults.builder(server.uri(), Duration.ofSeconds(10)).build()) {
      for (Popoto each : List.of(popoto, patient)) {
        each.repository(Parcel.class)
            .bulkCreate(Stream.of("a", "b", "d", "e", "m").map(id -> new Parcel(id, 1)).toList());
      }
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      AsyncRepository<Parcel> waiting = AsyncPopoto.of(patient).repository(Parcel.class);
      Set<String> before = keys(server);
      Faults.raw(server.uri(), redis -> apply(redis, refusal::begin));

      Map<String, CompletableFuture<?>> failing = new TreeMap<>();
      writes().forEach((name, write) -> failing.put(name, write.apply(parcels)));
      if (refusal.refusesReads) {
        reads().forEach((name, read) -> failing.put(name, read.apply(parcels)));
      } else {
        reads().forEach((name, read) -> read.apply(parcels).join());
      }
      failing.forEach((name, future) -> assertNothingRan(name, Faults.failureOf(future), refusal));
      if (!refusal.refusesReads) {
        assertThat(keys(server)).isEqualTo(before);
      }

      Map<String, CompletableFuture<?>> later = new TreeMap<>();
      writes().forEach((name, write) -> later.put(name, write.apply(waiting)));
      if (refusal.refusesReads) {
        reads().forEach((name, read) -> later.put(name, read.apply(waiting)));
      }
      Faults.raw(server.uri(), redis -> apply(redis, refusal::end));
      later.forEach(
          (name, future) -> assertThat(future).as(name).succeedsWithin(Duration.ofSeconds(10)));
      assertThat(waiting.checkIndexes().join().total()).isZero();
      assertThat(parcels.checkIndexes().join().total()).isZero();
    }
  }

  private static Object apply(
      RedisCommands<String, String> redis, Consumer<RedisCommands<String, String>> change) {
    change.accept(redis);
    return redis;
  }

  private static Set<String> keys(EmbeddedRedis server) {
    return Faults.raw(server.uri(), redis -> new TreeSet<>(redis.keys("*Parcel:*")));
  }

  private static void assertNothingRan(String name, Throwable failure, Refusal refusal) {
    if (failure instanceof BulkException bulk) {
      assertThat(bulk.done()).as(name).isEmpty();
      assertThat(bulk.unknown()).as(name).isEmpty();
      assertThat(bulk).as(name).hasStackTraceContaining(refusal.name());
    } else {
      assertThat(failure)
          .as(name)
          .isInstanceOfSatisfying(
              UnavailableException.class, e -> assertThat(e.outcomeUnknown()).isFalse())
          .hasMessageContaining(refusal.name());
    }
  }
}
