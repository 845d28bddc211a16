package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.EmbeddedSentinel;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An address of sentinels, and what becomes of calls and listeners after a failover. */
class SentinelIT {
  private static final Duration FAILOVER = Duration.ofSeconds(20);

  /** What is written before and after. */
  @Model(events = true)
  static class Berth {
    @KeyField String name;
    @IndexedField String ship = "none";

    Berth() {}

    Berth(String name) {
      this.name = name;
    }
  }

  @Test
  void callsAndListenersGoOnAtTheNewPrimary() {
    try (EmbeddedRedis primary = RedisServers.startOwn();
        EmbeddedRedis replica =
            RedisServers.startOwn(
                "--replicaof",
                "127.0.0.1",
                String.valueOf(primary.port()),
                "--repl-diskless-sync-delay",
                "0");
        EmbeddedSentinel sentinel = EmbeddedSentinel.of(primary, 1);
        Popoto popoto = Faults.builder(sentinel.uri(), Duration.ofSeconds(1)).build()) {
      Repository<Berth> berths = popoto.repository(Berth.class);
      Set<String> heard = ConcurrentHashMap.newKeySet();
      try (Listening listening = berths.listen(event -> heard.add(event.key().id()))) {
        berths.create(new Berth("before"));
        await().until(() -> heard.contains("before"));
        await()
            .until(
                () -> Faults.raw(replica.uri(), redis -> !redis.keys("*Berth:before").isEmpty()));

        primary.kill();
        sentinel.awaitPrimary(replica);

        await().atMost(FAILOVER).until(popoto::checkConnection);
        assertThat(berths.load("before")).isPresent();
        AtomicInteger number = new AtomicInteger();
        await()
            .atMost(FAILOVER)
            .ignoreExceptions()
            .until(
                () -> {
                  String name = "after" + number.incrementAndGet();
                  berths.create(new Berth(name));
                  return heard.stream().anyMatch(id -> id.startsWith("after"));
                });
        assertThat(berths.query().filter("ship", "none").count()).isGreaterThanOrEqualTo(2);
        assertThat(berths.checkIndexes().total()).isZero();
      }
    }
  }
}
