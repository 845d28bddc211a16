package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Parcel;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocking calls on virtual threads let go of the few threads that carry these. */
class VirtualThreadIT {
  private static final int CALLS = 500;
  private static final Duration DELAY = Duration.ofMillis(200);

  /** One after the other, on as many carriers as there are processors, they would take longer. */
  private static final Duration MOST =
      DELAY.multipliedBy(CALLS).dividedBy(4L * Runtime.getRuntime().availableProcessors());

  private final FaultProxy proxy = FaultProxy.to(RedisServers.uri());
  private ExecutorService virtualThreads;

  @BeforeEach
  void start() throws ReflectiveOperationException {
    assumeTrue(
        Runtime.version().feature() >= 21, "Virtual threads came with Java 21; this is older.");
    virtualThreads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @AfterEach
  void stop() {
    proxy.close();
    if (virtualThreads != null) {
      virtualThreads.shutdownNow();
    }
  }

  @Test
  void callsOfManyVirtualThreadsWaitAtOnce() throws Exception {
    try (Popoto popoto = Faults.builder(proxy.uri(), Duration.ofSeconds(10)).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("warm", 1));
      proxy.delayDown(DELAY);
      long start = System.nanoTime();

      List<Future<Parcel>> saved = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        Parcel parcel = new Parcel("p" + i, i);
        saved.add(virtualThreads.submit(() -> parcels.create(parcel)));
      }
      for (Future<Parcel> each : saved) {
        assertThat(each.get(30, TimeUnit.SECONDS).status).isEqualTo("new");
      }

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST);
      proxy.heal();
      assertThat(parcels.query().count()).isEqualTo(CALLS + 1L);
      parcels.deleteAll();
    }
  }

  @Test
  void asynchronousCallsCompleteOnVirtualThreads() throws Exception {
    try (Popoto popoto =
        Faults.builder(proxy.uri(), Duration.ofSeconds(10))
            .completionExecutor(virtualThreads)
            .build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);

      // A callback that makes a blocking call of its own holds up nobody.
      CompletableFuture<Boolean> done =
          parcels
              .create(new Parcel("a", 1))
              .thenCompose(made -> parcels.load(made.id))
              .thenApply(
                  found ->
                      isVirtual(Thread.currentThread())
                          && popoto.repository(Parcel.class).exists(found.orElseThrow().id));

      assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
      parcels.deleteAll().join();
    }
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
