package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Counted;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is not there, or forgets its scripts. */
class LostServerIT {
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration TOLERANCE = Duration.ofMillis(400);
  private static final Duration RECOVERY = Duration.ofSeconds(2);

  private final EmbeddedRedis server = RedisServers.startOwn();
  private Popoto popoto;
  private AsyncPopoto async;
  private Repository<Parcel> parcels;
  private AsyncRepository<Parcel> asyncParcels;

  @BeforeEach
  void connect() {
    popoto = Faults.builder(server.uri(), TIMEOUT).build();
    async = AsyncPopoto.of(popoto);
    parcels = popoto.repository(Parcel.class);
    asyncParcels = async.repository(Parcel.class);
    parcels.create(new Parcel("a", 1));
  }

  @AfterEach
  void close() {
    popoto.close();
    server.close();
  }

  @Test
  void callsFailWithinTheTimeoutAndWorkAgainAfterARestart() {
    server.kill();
    long start = System.nanoTime();
    assertThatThrownBy(() -> parcels.load("a")).isInstanceOf(PopotoConnectionException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(TOLERANCE));
    assertThatThrownBy(() -> parcels.create(new Parcel("b", 1)))
        .isInstanceOfSatisfying(
            PopotoConnectionException.class,
            failure -> assertThat(failure.outcomeUnknown()).isFalse());
    assertThat(Faults.failureOf(asyncParcels.query().all()))
        .isInstanceOf(PopotoConnectionException.class);
    assertThat(popoto.checkConnection()).isFalse();
    assertThat(async.checkConnection().join()).isFalse();

    server.restart();
    await().atMost(RECOVERY).until(popoto::checkConnection);
    assertThat(async.checkConnection().join()).isTrue();
    // The script cache is empty now.
    assertThat(parcels.create(new Parcel("b", 1)).id).isEqualTo("b");
    assertThat(asyncParcels.query().count().join()).isEqualTo(1);
  }

  @Test
  void aCallStartedWhileTheServerIsAwayWaitsForItsReturn() {
    try (Popoto patient = Faults.builder(server.uri(), Duration.ofSeconds(5)).build()) {
      AsyncRepository<Parcel> repository = AsyncPopoto.of(patient).repository(Parcel.class);
      repository.load("a").join();
      server.kill();
      await().until(() -> !server.isRunning());
      // One may find the connection not yet known to be cut, and then be lost.
      assertThat(Faults.failureOf(asyncParcels.create(new Parcel("c", 1)))).isNotNull();
      CompletableFuture<Parcel> created = repository.create(new Parcel("b", 1));
      server.restart();
      assertThat(created.join().id).isEqualTo("b");
      assertThat(repository.query().count().join()).isEqualTo(1);
    }
  }

  @Test
  void rebuildIsAskedForAlsoIfTheServerWasAwayAtTheBeginning() {
    List<String> outdated = new CopyOnWriteArrayList<>();
    Faults.raw(server.uri(), redis -> redis.hset("own/popoto:Counted:meta", "current", "older"));
    try (Popoto other =
        Faults.builder(server.uri(), TIMEOUT)
            .namespace("own")
            .onRebuildNeeded(outdated::add)
            .build()) {
      Faults.raw(server.uri(), redis -> redis.clientPause(1_000));
      other.repository(Counted.class);

      await().atMost(Duration.ofSeconds(20)).until(() -> outdated.contains("Counted"));
    }
  }

  @Test
  void databaseOfTheAddressIsUsed() {
    try (Popoto first = Faults.builder(server.uri(), TIMEOUT).namespace("own").build();
        Popoto third = Faults.builder(server.uri() + "/3", TIMEOUT).namespace("own").build()) {
      Repository<Parcel> here = first.repository(Parcel.class);
      Repository<Parcel> there = third.repository(Parcel.class);
      here.create(new Parcel("here", 1));
      there.create(new Parcel("there", 1));

      assertThat(there.query().filter("label", "label of there").count()).isEqualTo(1);
      assertThat(there.checkIndexes().total()).isZero();
      assertThat(here.exists("there")).isFalse();
      assertThat(there.exists("here")).isFalse();
      assertThat(there.deleteAll()).isEqualTo(1);
      assertThat(here.query().count()).isEqualTo(1);
    }
  }

  @Test
  void killedConnectionsAreRestored() {
    for (int i = 0; i < 5; i++) {
      Faults.raw(server.uri(), redis -> redis.clientKill(KillArgs.Builder.typeNormal().skipme()));
      assertThat(parcels.load("a")).isPresent();
      assertThat(asyncParcels.query().count().join()).isEqualTo(1);
    }
  }

  @Test
  void writesHappenOnceThoughScriptsAreForgotten() {
    AsyncRepository<Counted> counters = async.repository(Counted.class);
    Counted counted = counters.create(new Counted("x")).join();
    for (int i = 0; i < 20; i++) {
      Faults.raw(server.uri(), redis -> redis.scriptFlush());
      List<CompletableFuture<?>> creates = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        creates.add(asyncParcels.create(new Parcel(i + "/" + j, j)));
      }
      counters.save(counted).join();
      creates.forEach(CompletableFuture::join);
    }
    assertThat(counters.load("x").join().orElseThrow().version).isEqualTo(21);
    assertThat(parcels.query().count()).isEqualTo(201);
  }

  @Test
  void connectingToNobodyFailsWithinTheTimeout() {
    server.kill();
    for (String uri : List.of(server.uri(), "redis://192.0.2.1")) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> Faults.builder(uri, TIMEOUT).build())
          .isInstanceOf(PopotoConnectionException.class)
          .hasMessageContaining(uri);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(TOLERANCE));
    }
  }

  @Test
  void anAddressThatMakesNoSenseIsRefused() {
    for (String uri : List.of("", "localhost:6379", "http://localhost", "redis://")) {
      assertThatThrownBy(() -> Popoto.connect(uri))
          .as(uri)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(uri);
    }
  }

  @Test
  void aPasswordIsNotShown() {
    assertThatThrownBy(
            () -> Faults.builder("redis://me:secret@127.0.0.1:" + server.port(), TIMEOUT).build())
        .isInstanceOf(PopotoConnectionException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void everyFutureCompletesWhenAllIsClosed() {
    try (FaultProxy proxy = FaultProxy.to(server.uri())) {
      Popoto other = Faults.builder(proxy.uri(), Duration.ofSeconds(20)).build();
      AsyncRepository<Parcel> repository = AsyncPopoto.of(other).repository(Parcel.class);
      repository.create(new Parcel("x", 1)).join();
      proxy.freeze();
      List<CompletableFuture<?>> pending = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        pending.add(repository.load("x"));
        pending.add(repository.create(new Parcel("x" + i, 1)));
      }
      long start = System.nanoTime();
      other.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      await()
          .atMost(Duration.ofSeconds(1))
          .until(() -> pending.stream().allMatch(CompletableFuture::isDone));
      for (int i = 0; i < pending.size(); i++) {
        boolean write = i % 2 == 1;
        assertThat(Faults.failureOf(pending.get(i)))
            .isInstanceOfSatisfying(
                PopotoConnectionException.class,
                failure -> {
                  assertThat(failure).hasMessageContaining("closed");
                  if (!write) {
                    assertThat(failure.outcomeUnknown()).isFalse();
                  }
                });
      }
      other.close();
    }
  }

  @Test
  void everyFutureCompletesWhenAllIsClosedWhileTheServerIsAway() {
    Popoto other = Faults.builder(server.uri(), Duration.ofSeconds(20)).build();
    AsyncRepository<Parcel> repository = AsyncPopoto.of(other).repository(Parcel.class);
    repository.load("a").join();
    server.kill();
    List<CompletableFuture<?>> pending = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      pending.add(repository.load("a"));
    }
    other.close();
    await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> pending.stream().allMatch(CompletableFuture::isDone));
    assertThat(pending)
        .allMatch(future -> Faults.failureOf(future) instanceof PopotoConnectionException);
  }

  @Test
  void callsAfterTheEndFailClearly() {
    popoto.close();
    assertThatThrownBy(() -> parcels.load("a"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("has been closed");
    assertThat(Faults.failureOf(asyncParcels.create(new Parcel("b", 1))))
        .isInstanceOfSatisfying(
            UnavailableException.class, failure -> assertThat(failure.outcomeUnknown()).isFalse());
    assertThat(popoto.checkConnection()).isFalse();
    assertThat(async.checkConnection().join()).isFalse();
  }
}
