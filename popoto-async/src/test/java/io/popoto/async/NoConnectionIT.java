package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known and done while there is no connection. */
class NoConnectionIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final EmbeddedRedis server = RedisServers.startOwn();

  @AfterEach
  void close() {
    server.close();
  }

  private static Duration timeOf(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void lazyConnectionComesWithTheServer() {
    server.kill();
    try (Popoto popoto = Faults.builder(server.uri(), TIMEOUT).lazyConnect().build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      AsyncPopoto async = AsyncPopoto.of(popoto);
      assertThat(popoto.connectionState().connected()).isFalse();
      assertThat(popoto.checkConnection(Duration.ofMillis(100))).isFalse();
      assertThat(async.checkConnection(Duration.ofMillis(100)).join()).isFalse();
      await().until(() -> popoto.connectionState().reason().isPresent());
      assertThat(async.connectionState().reason().orElseThrow()).contains("refused");
      var waits = async.repository(Parcel.class).create(new Parcel("a", 1));
      server.restart();
      assertThat(waits.join().id).isEqualTo("a");
      assertThat(parcels.bulkCreate(List.of(new Parcel("b", 1)))).hasSize(1);
      assertThat(popoto.connectionState().connected()).isTrue();
      assertThat(popoto.connectionState().reason()).isEmpty();
    }
  }

  @Test
  void callsFailAtOnceIfThatIsWanted() {
    try (Popoto popoto = Faults.builder(server.uri(), TIMEOUT).failFast(true).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      AsyncRepository<Parcel> async = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      server.kill();
      await().until(() -> popoto.connectionState().reason().isPresent());

      assertThat(
              timeOf(
                  () ->
                      assertThatThrownBy(() -> parcels.create(new Parcel("b", 1)))
                          .isInstanceOfSatisfying(
                              PopotoConnectionException.class,
                              e -> assertThat(e.outcomeUnknown()).isFalse())))
          .isLessThan(Duration.ofSeconds(1));
      assertThat(timeOf(() -> Faults.failureOf(async.query().all())))
          .isLessThan(Duration.ofSeconds(1));
      assertThat(timeOf(() -> assertThat(popoto.checkConnection()).isFalse()))
          .isLessThan(Duration.ofSeconds(1));

      server.restart();
      await().until(popoto::checkConnection);
      assertThat(parcels.load("a")).isEmpty();
    }
  }

  @Test
  void wrongPasswordIsTheReasonWhyThereIsNoConnection() {
    try (Popoto popoto = Faults.builder(server.uri(), Duration.ofSeconds(1)).build()) {
      popoto.repository(Parcel.class);
      Faults.raw(
          server.uri(),
          redis -> {
            redis.configSet("requirepass", "changed");
            return redis.clientKill(KillArgs.Builder.typeNormal().skipme());
          });
      await()
          .untilAsserted(
              () ->
                  assertThat(popoto.connectionState().reason().orElse("none"))
                      .containsAnyOf("NOAUTH", "WRONGPASS"));
      assertThat(popoto.connectionState().connected()).isFalse();
      assertThatThrownBy(() -> popoto.repository(Parcel.class).load("a"))
          .isInstanceOf(UnavailableException.class);
    }
  }

  @Test
  void connectionsThatWereDroppedInSilenceCostLittleTime() {
    try (FaultProxy proxy = FaultProxy.to(server.uri());
        Popoto popoto = Faults.builder(proxy.uri(), TIMEOUT).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.bulkCreate(List.of(new Parcel("a", 1)));
      assertThat(parcels.load("a")).isPresent();
      proxy.blackHole();

      assertThat(timeOf(() -> assertThat(parcels.load("a")).isPresent()))
          .isLessThan(Duration.ofMillis(2_500));
      List<Parcel> more = IntStream.range(0, 100).mapToObj(i -> new Parcel("b" + i, i)).toList();
      // The other connection was suspected with it.
      assertThat(
              timeOf(
                  () ->
                      await()
                          .ignoreExceptions()
                          .until(() -> parcels.query().stream().count() == 1)))
          .isLessThan(Duration.ofMillis(2_500));
      assertThat(parcels.bulkCreate(more)).hasSize(100);
    }
  }
}
