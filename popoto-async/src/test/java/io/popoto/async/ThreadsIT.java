package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.async.Faults.Parcel;
import io.popoto.async.Faults.Probe;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/threads.md says; also run without threads in the common pool. */
class ThreadsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** A model with events. */
  @Model(events = true)
  static class Bell {
    @KeyField String name;

    Bell() {}

    Bell(String name) {
      this.name = name;
    }
  }

  private final FaultProxy proxy = FaultProxy.to(RedisServers.uri());

  @AfterEach
  void close() {
    Probe.onConstruction = () -> {};
    proxy.close();
  }

  private PopotoBuilder builder() {
    return Faults.builder(proxy.uri(), TIMEOUT);
  }

  private static String thread() {
    return Thread.currentThread().getName().replaceFirst("-\\d+$", "");
  }

  @Test
  void blockingCallsDecodeAndReportOnTheThreadThatWaits() {
    try (Popoto popoto = builder().build()) {
      Repository<Probe> probes = popoto.repository(Probe.class);
      probes.create(new Probe("p"));
      Set<Thread> seen = new HashSet<>();
      Probe.onConstruction = () -> seen.add(Thread.currentThread());
      probes.load("p");
      probes.query().all();
      assertThat(probes.query().stream()).hasSize(1);
      probes.rebuildIndexes(done -> seen.add(Thread.currentThread()));

      assertThat(seen).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void asynchronousCallsEndOnThreadsOfThisPopotoAlone() {
    Set<String> threads = new ConcurrentSkipListSet<>();
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Probe> probes = AsyncPopoto.of(popoto).repository(Probe.class);
      AsyncRepository<Bell> bells = AsyncPopoto.of(popoto).repository(Bell.class);
      probes.create(new Probe("p")).join();
      Listening listening = bells.listen(event -> threads.add("event " + thread())).join();
      Probe.onConstruction = () -> threads.add("decode " + thread());
      proxy.delayDown(Duration.ofMillis(30));

      probes.load("p").thenRun(() -> threads.add("callback " + thread())).join();
      probes
          .create(new Probe("p"))
          .handle((made, failure) -> threads.add("failure " + thread()))
          .join();
      probes.query().stream().subscribe(new Noting(threads));
      bells.create(new Bell("b")).join();

      await()
          .untilAsserted(
              () ->
                  assertThat(threads)
                      .containsExactly(
                          "callback popoto-completion",
                          "complete popoto-completion",
                          "decode popoto-completion",
                          "event popoto-completion",
                          "failure popoto-completion",
                          "next popoto-completion"));
      listening.close();
    }
  }

  private record Noting(Set<String> threads) implements Flow.Subscriber<Probe> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(10);
    }

    @Override
    public void onNext(Probe item) {
      threads.add("next " + thread());
    }

    @Override
    public void onError(Throwable failure) {
      threads.add("error " + failure);
    }

    @Override
    public void onComplete() {
      threads.add("complete " + thread());
    }
  }

  @Test
  void aCallbackOfAFutureThatIsDoneRunsWhereItIsAdded() {
    try (Popoto popoto = builder().build()) {
      CompletableFuture<Boolean> done =
          AsyncPopoto.of(popoto).repository(Parcel.class).exists("nobody");
      done.join();

      assertThat(done.thenApply(found -> Thread.currentThread()).join())
          .isSameAs(Thread.currentThread());
    }
  }

  @Test
  void callbacksSeeTheClassesThatBuildSaw() throws Exception {
    Thread caller = Thread.currentThread();
    ClassLoader before = caller.getContextClassLoader();
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    try (URLClassLoader ofTheApplication = new URLClassLoader(new URL[0], before)) {
      caller.setContextClassLoader(ofTheApplication);
      try (Popoto popoto = builder().build()) {
        caller.setContextClassLoader(before);
        inherited.set("of the caller");
        AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
        proxy.delayDown(Duration.ofMillis(30));

        assertThat(
                parcels
                    .load("nobody")
                    .thenApply(found -> Thread.currentThread().getContextClassLoader())
                    .join())
            .isSameAs(ofTheApplication);
        assertThat(parcels.load("nobody").thenApply(found -> "" + inherited.get()).join())
            .isEqualTo("null");
      }
    } finally {
      caller.setContextClassLoader(before);
      inherited.remove();
    }
  }

  @Test
  void callbacksMayWaitForOtherCalls() {
    try (Popoto popoto = builder().build()) {
      // tag::waiting[]
      Repository<Parcel> blocking = popoto.repository(Parcel.class);
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      List<CompletableFuture<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String id = "p" + i;
        all.add(parcels.exists(id).thenApply(found -> found || blocking.exists(id)));
      }
      // end::waiting[]

      assertThat(all).allSatisfy(each -> assertThat(each.join()).isFalse());
    }
  }

  @Test
  void callbacksThatNeverEndHoldUpNobodyElse() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      // So that none is done, and runs its callback here, when that is added.
      proxy.delayDown(Duration.ofMillis(200));
      List<CompletableFuture<?>> stuck = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        stuck.add(parcels.load("a").thenAccept(found -> hold(release)));
      }

      assertThat(parcels.load("a").join()).isPresent();
      release.countDown();
      stuck.forEach(CompletableFuture::join);
    }
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anExecutorOfYourOwnRunsAllOfThis() {
    ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(task, "mine"));
    String uri = proxy.uri();
    // tag::executor[]
    Popoto popoto = Popoto.builder().uri(uri).completionExecutor(executor).build();
    // end::executor[]
    try (popoto) {
      proxy.delayDown(Duration.ofMillis(30));
      assertThat(
              AsyncPopoto.of(popoto)
                  .repository(Parcel.class)
                  .exists("nobody")
                  .thenApply(found -> Thread.currentThread().getName())
                  .join())
          .isEqualTo("mine");
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void theCommonPoolIsNeitherUsedNorNeeded() throws Exception {
    int width = Math.max(1, ForkJoinPool.commonPool().getParallelism());
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 2 * width; i++) {
      ForkJoinPool.commonPool().execute(() -> hold(release));
    }
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      assertThat(parcels.query().all().thenApply(List::size).join()).isEqualTo(1);
      assertThat(popoto.repository(Parcel.class).bulkCreate(List.of(new Parcel("b", 1))))
          .hasSize(1);
      assertThat(parcels.deleteAll().join()).isEqualTo(2);
    } finally {
      release.countDown();
    }
  }

  @Test
  void cancellingAFutureOfACallStopsItButNotThroughWhatWasMadeOfIt() {
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      proxy.freeze();
      // tag::cancel[]
      CompletableFuture<Parcel> save = parcels.save(new Parcel("b", 1));
      CompletableFuture<String> derived = save.thenApply(saved -> saved.status);
      derived.cancel(true); // leaves the save alone
      // end::cancel[]
      CompletableFuture<Parcel> cancelled = parcels.save(new Parcel("c", 1));
      assertThat(cancelled.cancel(true)).isTrue();
      assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
      assertThat(save).isNotDone();
      proxy.thaw();

      assertThat(save.join().status).isEqualTo("new");
      assertThat(derived).isCancelled();
    }
  }

  @Test
  void anInterruptEndsABlockingCallAndLeavesTheFlagSet() throws Exception {
    try (Popoto popoto = builder().build()) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      parcels.create(new Parcel("a", 1));
      proxy.freeze();
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  parcels.load("a");
                  interrupted.complete(false);
                } catch (UnavailableException e) {
                  interrupted.complete(Thread.currentThread().isInterrupted());
                }
              });
      thread.start();
      await().until(() -> thread.getState() == Thread.State.WAITING);
      thread.interrupt();

      assertThat(interrupted.join()).isTrue();
      proxy.thaw();
    }
  }

  @Test
  void closingEndsEveryCallAlsoFromACallback() {
    Popoto popoto = builder().build();
    AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
    parcels.create(new Parcel("a", 1)).join();
    proxy.delayDown(Duration.ofMillis(30));
    CompletableFuture<Void> closing = parcels.load("a").thenRun(popoto::close);
    assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
    assertThat(Faults.failureOf(parcels.load("a"))).isInstanceOf(PopotoConnectionException.class);
  }
}
