package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.async.Faults.Parcel;
import io.popoto.async.Faults.Probe;
import io.popoto.exception.CommandTimeoutException;
import io.popoto.exception.PopotoException;
import io.popoto.exception.QueryException;
import io.popoto.exception.TooManyCallsException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On which threads calls end, and that each does. */
class CompletionIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final FaultProxy proxy = FaultProxy.to(RedisServers.uri());
  private final ExecutorService pool =
      Executors.newFixedThreadPool(2, task -> new Thread(task, "of-the-test"));

  @AfterEach
  void close() {
    Probe.onConstruction = () -> {};
    proxy.close();
    pool.shutdownNow();
  }

  private PopotoBuilder builder() {
    return Faults.builder(proxy.uri(), TIMEOUT);
  }

  @Test
  void decodingAndCallbacksRunOnTheCompletionExecutor() {
    Set<String> threads = new ConcurrentSkipListSet<>();
    try (Popoto popoto =
        builder().completionExecutor(pool).timeout(Duration.ofMillis(300)).build()) {
      AsyncRepository<Probe> probes = AsyncPopoto.of(popoto).repository(Probe.class);
      probes.create(new Probe("p")).join();
      Probe.onConstruction = () -> threads.add("decode " + Thread.currentThread().getName());
      proxy.delayDown(Duration.ofMillis(20));
      noting(threads, "load", probes.load("p"));
      noting(threads, "all", probes.query().all());
      noting(threads, "getMany", probes.getMany(List.of(probes.key("p"))));
      noting(threads, "refused", probes.create(new Probe("p")));
      assertThat(threads)
          .containsExactlyInAnyOrder(
              "decode of-the-test",
              "load of-the-test",
              "all of-the-test",
              "getMany of-the-test",
              "refused of-the-test");
      threads.clear();
      proxy.freeze();
      noting(threads, "timed out", probes.load("p"));
      proxy.heal();
      await().until(popoto::checkConnection);
      proxy.delayDown(Duration.ofMillis(50));
      proxy.cutBeforeReply(1);
      noting(threads, "lost", probes.create(new Probe("q")));
      assertThat(threads).containsExactlyInAnyOrder("timed out of-the-test", "lost of-the-test");
    }
  }

  private static void noting(Set<String> threads, String name, CompletableFuture<?> future) {
    future
        .handle((value, failure) -> threads.add(name + " " + Thread.currentThread().getName()))
        .join();
  }

  @Test
  void callbacksRunOnTheIoThreadIfAskedFor() {
    try (Popoto popoto = builder().completionExecutor(Runnable::run).build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      proxy.delayDown(Duration.ofMillis(50));
      String thread = parcels.load("a").thenApply(found -> Thread.currentThread().getName()).join();
      assertThat(thread).startsWith("lettuce-");
    }
  }

  @Test
  void aBlockingCallOnAnIoThreadIsRefused() {
    try (Popoto popoto = builder().completionExecutor(Runnable::run).build()) {
      Repository<Parcel> blocking = popoto.repository(Parcel.class);
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      proxy.delayDown(Duration.ofMillis(50));
      assertThat(Faults.failureOf(parcels.load("a").thenApply(found -> blocking.load("a"))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Use the asynchronous twin");
      assertThat(Faults.failureOf(parcels.load("a").thenRun(popoto::close)))
          .isInstanceOf(IllegalStateException.class);
      // So is one on the thread that ends calls whose time is over.
      proxy.freeze();
      CompletableFuture<Object> late =
          parcels
              .query()
              .timeout(Duration.ofMillis(50))
              .count()
              .handle((count, failure) -> blocking.load("a"));
      assertThat(Faults.failureOf(late)).isInstanceOf(IllegalStateException.class);
      proxy.thaw();
      assertThat(blocking.load("a")).isPresent();
    }
  }

  @Test
  void independentCallsTakeTheirTimeTogether() {
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      proxy.delayDown(Duration.ofMillis(50));
      long start = System.nanoTime();
      List<CompletableFuture<?>> loads = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        loads.add(parcels.load("a"));
      }
      loads.forEach(CompletableFuture::join);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(250));
    }
  }

  @Test
  void callsInFlightNeedNoThreads() {
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      proxy.freeze();
      int before = Thread.activeCount();
      List<CompletableFuture<?>> loads = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        loads.add(parcels.load("a"));
      }
      assertThat(Thread.activeCount() - before).isLessThan(4);
      assertThat(loads).noneMatch(CompletableFuture::isDone);
      proxy.thaw();
      loads.forEach(CompletableFuture::join);
      assertThat(Thread.activeCount() - before).isLessThan(4);
    }
  }

  @Test
  void tooManyCallsAreRefusedAtOnceAndTheOthersGoOn() {
    try (Popoto popoto = builder().maxInFlight(10).build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      for (int round = 0; round < 3; round++) {
        proxy.freeze();
        List<CompletableFuture<?>> loads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          loads.add(parcels.load("a"));
        }
        CompletableFuture<?> eleventh = parcels.create(new Parcel("b", 1));
        assertThat(Faults.failureOf(eleventh))
            .isInstanceOfSatisfying(
                TooManyCallsException.class,
                failure -> assertThat(failure.outcomeUnknown()).isFalse());
        assertThatThrownBy(() -> popoto.repository(Parcel.class).load("a"))
            .isInstanceOf(TooManyCallsException.class);
        assertThat(loads).noneMatch(CompletableFuture::isDone);
        proxy.thaw();
        loads.forEach(CompletableFuture::join);
      }
      assertThat(parcels.load("b").join()).isEmpty();
    }
  }

  @Test
  void timedOutAndCancelledCallsCountNoMore() {
    try (Popoto popoto = builder().maxInFlight(5).timeout(Duration.ofMillis(150)).build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      proxy.freeze();
      for (int round = 0; round < 2; round++) {
        List<CompletableFuture<?>> loads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          loads.add(parcels.load("a"));
        }
        loads.get(0).cancel(true);
        assertThat(loads.subList(1, 5))
            .allMatch(load -> Faults.failureOf(load) instanceof CommandTimeoutException);
        await().atMost(Duration.ofSeconds(1)).until(() -> !refused(parcels));
      }
      proxy.thaw();
      await().until(() -> parcels.load("a").join().isPresent());
    }
  }

  private static boolean refused(AsyncRepository<Parcel> parcels) {
    CompletableFuture<?> load = parcels.load("a");
    return Faults.failureOf(load) instanceof TooManyCallsException;
  }

  @Test
  void aFailingCallLeavesItsSiblingsAlone() {
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      var existing = parcels.load("a");
      var missing = parcels.load("nobody");
      var invalid = parcels.query().filter("nonsense", 1).all();
      var all = CompletableFuture.allOf(existing, missing, invalid);
      assertThat(Faults.failureOf(all)).isInstanceOf(QueryException.class);
      assertThat(existing.join()).isPresent();
      assertThat(missing.join()).isEmpty();
      assertThat(invalid).isCompletedExceptionally();
    }
  }

  @Test
  void cancellingStopsTheStepsThatHaveNotBegun() {
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      List<Key<Parcel>> keys =
          IntStream.range(0, 5000).mapToObj(i -> parcels.key("k" + i)).toList();
      assertThat(parcels.getMany(keys).join()).hasSize(5000);
      try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
        proxy.delayUp(Duration.ofMillis(100));
        CompletableFuture<?> many = parcels.getMany(keys);
        assertThat(many.cancel(true)).isTrue();
        assertThat(many).isCancelled();
        assertThatThrownBy(many::join).isInstanceOf(CancellationException.class);
        // Sent after it, and answered: whatever was to come would have come.
        parcels.exists("a").join();
        parcels.exists("a").join();
        parcels.exists("a").join();
        assertThat(
                monitor.commands().stream()
                    .filter(command -> command.get(0).startsWith("EVAL"))
                    .count())
            .as("calls of the first round trip, of twenty")
            .isLessThanOrEqualTo(4);
      }
    }
  }

  @Test
  void aCancelledCallIsNotTriedAgain() {
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      proxy.refuse();
      CompletableFuture<Parcel> created = parcels.create(new Parcel("b", 1));
      created.cancel(true);
      proxy.accept();
      await().until(popoto::checkConnection);
      assertThat(popoto.repository(Parcel.class).load("b")).isEmpty();
    }
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    try (Popoto popoto = builder().build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      proxy.freeze();
      assertThat(interrupted(() -> parcels.load("a")).outcomeUnknown()).isFalse();
      assertThat(interrupted(() -> parcels.create(new Parcel("b", 1))).outcomeUnknown()).isTrue();
      proxy.thaw();
      assertThat(parcels.load("a")).isPresent();
    }
  }

  private static UnavailableException interrupted(Runnable call) throws Exception {
    AtomicReference<Object> outcome = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                call.run();
              } catch (UnavailableException e) {
                outcome.set(Thread.currentThread().isInterrupted() ? e : "flag lost");
              }
            });
    thread.start();
    await().until(() -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    thread.join(2000);
    assertThat(outcome.get()).isInstanceOf(UnavailableException.class);
    return (UnavailableException) outcome.get();
  }

  @Test
  void anInterruptedThreadSendsNothing() {
    try (Popoto popoto = builder().build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> parcels.create(new Parcel("a", 1)))
          .isInstanceOfSatisfying(
              UnavailableException.class, e -> assertThat(e.outcomeUnknown()).isFalse());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(parcels.load("a")).isEmpty();
    }
  }

  @Test
  void aQueryMayHaveATimeoutOfItsOwn() {
    try (Popoto popoto = builder().build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      proxy.delayDown(Duration.ofMillis(400));
      assertThatThrownBy(() -> parcels.query().timeout(Duration.ofMillis(100)).all())
          .isInstanceOf(CommandTimeoutException.class)
          .hasMessageContaining("100 ms");
      assertThat(
              Faults.failureOf(
                  AsyncPopoto.of(popoto)
                      .repository(Parcel.class)
                      .query()
                      .timeout(Duration.ofMillis(100))
                      .all()))
          .isInstanceOf(CommandTimeoutException.class);
      assertThat(parcels.query().all()).hasSize(1);
    }
    proxy.heal();
    try (Popoto popoto = builder().timeout(Duration.ofMillis(300)).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      proxy.delayDown(Duration.ofMillis(400));
      assertThat(parcels.query().timeout(Duration.ofSeconds(5)).all()).isEmpty();
    }
  }

  @Test
  void whatAConstructorThrowsReachesTheCaller() {
    try (Popoto popoto = builder().completionExecutor(pool).build()) {
      Repository<Probe> probes = popoto.repository(Probe.class);
      AsyncRepository<Probe> asyncProbes = AsyncPopoto.of(popoto).repository(Probe.class);
      probes.create(new Probe("p"));
      Probe.onConstruction =
          () -> {
            throw new IllegalArgumentException("not today");
          };
      assertThatThrownBy(() -> probes.load("p"))
          .isInstanceOf(PopotoException.class)
          .hasStackTraceContaining("not today")
          .hasMessageContaining("Probe:p");
      assertThat(Faults.failureOf(asyncProbes.load("p")))
          .isInstanceOf(PopotoException.class)
          .hasStackTraceContaining("not today");
      Probe.onConstruction =
          () -> {
            throw new StackOverflowError("too deep");
          };
      assertThatThrownBy(() -> probes.load("p")).hasStackTraceContaining("too deep");
      assertThat(Faults.failureOf(asyncProbes.load("p"))).hasStackTraceContaining("too deep");
      Probe.onConstruction = () -> {};
      assertThat(probes.load("p")).isPresent();
      probes.create(new Probe("q"));
      AtomicInteger made = new AtomicInteger();
      Probe.onConstruction =
          () -> {
            if (made.incrementAndGet() == 1) {
              throw new IllegalArgumentException("not the first");
            }
          };
      assertThat(probes.query().all()).hasSize(1);
    }
  }

  @Test
  void aRefusingExecutorFailsTheFuture() {
    try (Popoto popoto = builder().completionExecutor(pool).build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      pool.shutdown();
      CompletableFuture<?> load = parcels.load("a");
      assertThatThrownBy(load::join).hasStackTraceContaining("RejectedExecutionException");
    }
  }

  @Test
  void blockingCallsNeedNoCompletionExecutor() {
    pool.shutdown();
    try (Popoto popoto = builder().completionExecutor(pool).build()) {
      Repository<Probe> probes = popoto.repository(Probe.class);
      probes.save(new Probe("alone"));

      assertThat(probes.load("alone")).isPresent();
      assertThat(probes.delete("alone")).isTrue();
    }
  }

  @Test
  void aBlockingCallShowsItsCallerInTheStackTrace() throws Exception {
    try (Popoto popoto = builder().timeout(Duration.ofMillis(100)).build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      proxy.freeze();
      var shown = new ConcurrentHashMap<String, Boolean>();
      pool.submit(() -> shown.put("pool", showsCaller(parcels))).get();
      shown.put("main", showsCaller(parcels));
      assertThat(shown).containsEntry("pool", true).containsEntry("main", true);
    }
  }

  private static boolean showsCaller(Repository<Parcel> parcels) {
    try {
      parcels.load("a");
      return false;
    } catch (CommandTimeoutException e) {
      return List.of(e.getStackTrace()).stream()
          .anyMatch(frame -> frame.getMethodName().equals("showsCaller"));
    }
  }
}
