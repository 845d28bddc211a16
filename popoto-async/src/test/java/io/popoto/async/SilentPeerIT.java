package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.CommandTimeoutException;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that says nothing: calls end in time, and work again soon after it is back. */
class SilentPeerIT {
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final Duration TOLERANCE = Duration.ofMillis(500);
  private static final Duration RECOVERY = Duration.ofSeconds(2);

  private final FaultProxy proxy = FaultProxy.to(RedisServers.uri());

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void callsEndWithinTheTimeoutWhileThePeerIsFrozen() {
    try (Popoto popoto = Faults.builder(proxy.uri(), TIMEOUT).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      AsyncRepository<Parcel> asyncParcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      // What is measured below does not include the loading of classes.
      assertThat(asyncParcels.load("a").join()).isPresent();
      proxy.freeze();
      CommandTimeoutException write = timedOut(() -> parcels.create(new Parcel("b", 1)));
      assertThat(write.outcomeUnknown()).isTrue();
      CommandTimeoutException read = timedOut(() -> parcels.load("a"));
      assertThat(read.outcomeUnknown()).isFalse();
      timedOut(() -> asyncParcels.load("a").join());
      assertThat(popoto.checkConnection()).isFalse();
      assertThat(AsyncPopoto.of(popoto).checkConnection().join()).isFalse();
      proxy.thaw();
      await().atMost(RECOVERY).until(popoto::checkConnection);
      assertThat(parcels.load("a")).isPresent();
    }
  }

  @Test
  void writesThatAreStartedWhenThePeerIsLongSilentAreNotSentLater() {
    try (Popoto popoto = Faults.builder(proxy.uri(), TIMEOUT).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      proxy.freeze();
      for (int i = 0; i < 3; i++) {
        timedOut(() -> parcels.load("a"));
      }
      CommandTimeoutException late = timedOut(() -> parcels.create(new Parcel("late", 1)));
      assertThat(late.outcomeUnknown()).isFalse();
      proxy.thaw();
      await().atMost(RECOVERY).until(popoto::checkConnection);
      assertThat(parcels.load("late")).isEmpty();
    }
  }

  @Test
  void callsWorkAgainAfterTheServerWasStopped() {
    try (EmbeddedRedis server = RedisServers.startOwn();
        Popoto popoto = Faults.builder(server.uri(), TIMEOUT).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      server.pause();
      for (int i = 0; i < 5; i++) {
        timedOut(() -> parcels.load("a"));
      }
      server.resume();
      await().atMost(RECOVERY).until(popoto::checkConnection);
      assertThat(parcels.load("a")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 1500})
  void callsWorkAgainWhenOnlyNewConnectionsWork(int millis) {
    try (Popoto popoto = Faults.builder(proxy.uri(), Duration.ofMillis(millis)).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      proxy.blackHole();
      await().atMost(RECOVERY).ignoreExceptions().until(() -> parcels.load("a").isPresent());
      assertThat(parcels.create(new Parcel("b", 2)).weight).isEqualTo(2);
    }
  }

  @Test
  void callsWorkAgainWhileWritesOverTheSilentConnectionStillWait() {
    try (Popoto popoto = Faults.builder(proxy.uri(), Duration.ofSeconds(20)).build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      proxy.blackHole();
      List<CompletableFuture<Parcel>> lost =
          IntStream.range(0, 100).mapToObj(i -> parcels.create(new Parcel("lost" + i, i))).toList();
      // Of new calls, the first ones may still go the same way.
      List<CompletableFuture<Parcel>> later = new ArrayList<>();
      await()
          .atMost(Duration.ofSeconds(6))
          .until(
              () -> {
                later.add(parcels.create(new Parcel("later" + later.size(), 2)));
                return later.stream()
                    .anyMatch(call -> call.isDone() && !call.isCompletedExceptionally());
              });
      assertThat(lost.get(0)).as("sent over the silent connection").isNotDone();
    }
  }

  @Test
  void callsWithAShortTimeoutFindOutAsWell() {
    try (Popoto popoto = Faults.builder(proxy.uri(), Duration.ofSeconds(5)).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      proxy.blackHole();
      await()
          .atMost(RECOVERY)
          .ignoreExceptions()
          .until(() -> parcels.query().timeout(Duration.ofMillis(200)).count() == 1);
    }
  }

  @Test
  void callsWorkAgainWhenConnectionsFellSilentAndNewOnesDidTooForAWhile() {
    try (Popoto popoto = Faults.builder(proxy.uri(), TIMEOUT).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      proxy.freeze();
      for (int i = 0; i < 6; i++) {
        timedOut(() -> parcels.load("a"));
      }
      // All that was connected or is connecting is lost.
      proxy.blackHole();
      proxy.thaw();
      await().atMost(RECOVERY).ignoreExceptions().until(() -> parcels.load("a").isPresent());
    }
  }

  @Test
  void aConnectionThatOnlyAnswersLateIsKept() {
    try (EmbeddedRedis server = RedisServers.startOwn();
        Popoto popoto = Faults.builder(server.uri(), TIMEOUT).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      String before = clientIds(server);
      server.pause();
      timedOut(() -> parcels.load("a"));
      timedOut(() -> parcels.load("a"));
      server.resume();
      await().atMost(RECOVERY).until(popoto::checkConnection);
      await().atMost(RECOVERY).untilAsserted(() -> assertThat(clientIds(server)).isEqualTo(before));
    }
  }

  private static String clientIds(EmbeddedRedis server) {
    return Faults.raw(
        server.uri(),
        redis ->
            redis
                .clientList()
                .lines()
                .filter(line -> !line.contains("cmd=client"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .sorted()
                .toList()
                .toString());
  }

  @Test
  void connectingEndsWithinTheTimeoutWhenThePeerIsSilent() {
    Faults.builder(proxy.uri(), TIMEOUT).build().close();
    proxy.freeze();
    long start = System.nanoTime();
    assertThatThrownBy(() -> Faults.builder(proxy.uri(), TIMEOUT).build())
        .isInstanceOf(PopotoConnectionException.class)
        .hasMessageContaining("Cannot connect to redis://127.0.0.1:" + proxy.port());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(TOLERANCE));
  }

  private static CommandTimeoutException timedOut(Runnable call) {
    long start = System.nanoTime();
    Throwable thrown = catchThrowableOfType(Throwable.class, call::run);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    assertThat(failure).isInstanceOf(CommandTimeoutException.class);
    assertThat(took).isBetween(TIMEOUT.minusMillis(5), TIMEOUT.plus(TOLERANCE));
    return (CommandTimeoutException) failure;
  }
}
