package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.EmbeddedSentinel;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

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
        EmbeddedRedis replica = replicaOf(primary);
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

  private static EmbeddedRedis replicaOf(EmbeddedRedis primary) {
    return RedisServers.startOwn(
        "--replicaof",
        "127.0.0.1",
        String.valueOf(primary.port()),
        "--repl-diskless-sync-delay",
        "0");
  }

  private static Set<String> names(EmbeddedRedis server) {
    return Faults.raw(
        server.uri(),
        redis ->
            RawRedis.keys(redis, "sentinel-it/Berth:").stream()
                .map(key -> key.substring(key.indexOf(':') + 1))
                .collect(Collectors.toSet()));
  }

  /** The sentinel closes all connections of a server that it makes a replica. */
  private static void awaitReplica(EmbeddedRedis server) {
    await()
        .atMost(FAILOVER)
        .ignoreExceptions()
        .until(() -> Faults.raw(server.uri(), it -> it.info("replication")).contains("role:slave"));
  }

  /** Writes one record after the other until told to stop, and notes which of them are in. */
  private static final class Writer implements AutoCloseable {
    private final Repository<Berth> berths;
    private final Set<String> in = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Throwable> wrong = new AtomicReference<>();
    private final Thread thread = new Thread(this::write, "writer");
    private volatile boolean stopped;

    Writer(Repository<Berth> berths) {
      this.berths = berths;
      thread.start();
    }

    private void write() {
      for (int i = 0; !stopped; i++) {
        try {
          in.add(berths.create(new Berth("w" + i)).name);
        } catch (UnavailableException e) {
          // Not in, or nobody knows.
        } catch (RuntimeException e) {
          wrong.compareAndSet(null, e);
        }
      }
    }

    Set<String> in() {
      return Set.copyOf(in);
    }

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join();
      assertThat(wrong.get()).isNull();
    }
  }

  @Test
  void aDemotedPrimaryIsNotWrittenToAnyMore() throws Exception {
    isNotWrittenToAnyMore(false);
  }

  /** It takes the server more than a minute to be a replica again. */
  @Test
  @EnabledIfSystemProperty(named = "popoto.soak", matches = "true")
  void aPrimaryThatWasDemotedWhileItWasFrozenIsNotWrittenToAnyMore() throws Exception {
    isNotWrittenToAnyMore(true);
  }

  private static void isNotWrittenToAnyMore(boolean frozenMeanwhile) throws Exception {
    try (EmbeddedRedis primary = RedisServers.startOwn();
        EmbeddedRedis replica = replicaOf(primary);
        EmbeddedSentinel sentinel = EmbeddedSentinel.of(primary, 1);
        Popoto popoto =
            Faults.builder(sentinel.uri(), Duration.ofSeconds(1))
                .namespace("sentinel-it")
                .build()) {
      Repository<Berth> berths = popoto.repository(Berth.class);
      berths.create(new Berth("before"));
      await().until(() -> names(replica).contains("before"));
      Set<String> sure;
      try (Writer writer = new Writer(berths)) {
        await().until(() -> writer.in().size() > 50);
        if (frozenMeanwhile) {
          primary.pause();
        } else {
          sentinel.failOver();
        }
        sentinel.awaitPrimary(replica);
        if (!frozenMeanwhile) {
          // Until then, it takes writes that its new primary will make it forget.
          awaitReplica(primary);
        }
        Set<String> before = writer.in();
        await().atMost(FAILOVER).until(() -> writer.in().size() > before.size() + 50);
        if (frozenMeanwhile) {
          primary.resume();
        }
        awaitReplica(primary);
        Set<String> then = writer.in();
        await().atMost(FAILOVER).until(() -> writer.in().size() > then.size() + 50);
        sure = new HashSet<>(writer.in());
        sure.removeAll(before);
      }
      assertThat(names(replica)).containsAll(sure);
      assertThat(berths.checkIndexes().total()).isZero();
      assertThat(popoto.connectionState().connected()).isTrue();
    }
  }
}
