package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

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
}
