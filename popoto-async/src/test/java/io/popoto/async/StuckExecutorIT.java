package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.BulkException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors that do not do what they are for: each future completes by its timeout. */
class StuckExecutorIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** A model with events. */
  @Model(events = true)
  static class News {
    @KeyField String id;
  }

  /** What is wrong with the executor. */
  enum Fault {
    BLOCKED,
    DISCARDING,
    REFUSING
  }

  private final String namespace = Faults.namespace();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean stuck;

  @AfterEach
  void close() {
    release.countDown();
    pool.shutdownNow();
  }

  private PopotoBuilder builder() {
    return Popoto.builder().uri(RedisServers.uri()).namespace(namespace).timeout(TIMEOUT);
  }

  private Executor executor(Fault fault) {
    return task -> {
      if (!stuck) {
        pool.execute(task);
      } else if (fault == Fault.REFUSING) {
        throw new RejectedExecutionException("full");
      } else if (fault == Fault.BLOCKED) {
        pool.execute(task);
      }
    };
  }

  private void getStuck() {
    stuck = true;
    pool.execute(
        () -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void eachFutureCompletesByItsTimeoutAndNoWriteIsDenied(Fault fault) {
    try (Popoto popoto = builder().completionExecutor(executor(fault)).build();
        Popoto other = builder().timeout(Duration.ofSeconds(10)).build()) {
      AsyncPopoto async = AsyncPopoto.of(popoto);
      AsyncRepository<Parcel> parcels = async.repository(Parcel.class);
      AsyncRepository<News> news = async.repository(News.class);
      Repository<Parcel> seen = other.repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      getStuck();

      long start = System.nanoTime();
      CompletableFuture<Parcel> created = parcels.create(new Parcel("new", 1));
      CompletableFuture<?> bulk =
          parcels.bulkCreate(
              IntStream.range(0, 200).mapToObj(i -> new Parcel("b" + i, i)).toList());
      List<CompletableFuture<?>> others = new ArrayList<>();
      others.add(parcels.update(parcels.key("a"), Update.set("status", "moved")));
      others.add(parcels.load("a"));
      others.add(parcels.exists("a"));
      others.add(parcels.query().all());
      others.add(parcels.query().page());
      others.add(parcels.query().count());
      others.add(parcels.getMany(List.of(parcels.key("a"))));
      others.add(parcels.checkIndexes());
      others.add(parcels.scanKeys("*"));
      others.add(news.listen(event -> {}));
      others.add(errorOf(parcels.query().stream()));

      assertThat(async.checkConnection().join()).isFalse();
      assertThat(Faults.failureOf(created))
          .isInstanceOfSatisfying(
              UnavailableException.class, failure -> assertThat(failure.outcomeUnknown()).isTrue());
      Throwable ofBulk = Faults.failureOf(bulk);
      for (CompletableFuture<?> each : others) {
        assertThat(Faults.failureOf(each)).isInstanceOf(UnavailableException.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(TOLERANCE));

      assertThat(seen.exists("new")).isTrue();
      Set<String> notDone = new HashSet<>();
      if (ofBulk instanceof BulkException failure) {
        failure.notDone().forEach(item -> notDone.add(item.key()));
      }
      assertThat(notDone).noneMatch(key -> seen.exists(seen.parseKey(key)));
      // A blocking call needs no executor.
      assertThat(popoto.repository(Parcel.class).load("a")).isPresent();
      popoto.repository(News.class).listen(event -> {}).close();
      stuck = false;
      release.countDown();
      await().until(() -> async.checkConnection().join());
      seen.deleteAll();
    }
  }

  private static CompletableFuture<Void> errorOf(Flow.Publisher<?> publisher) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    publisher.subscribe(
        new Flow.Subscriber<Object>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(Object item) {}

          @Override
          public void onError(Throwable failure) {
            end.completeExceptionally(failure);
          }

          @Override
          public void onComplete() {
            end.complete(null);
          }
        });
    return end;
  }

  @Test
  void blockingTasksOfOthersHoldNothingUp() {
    CountDownLatch over = new CountDownLatch(1);
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      for (int i = 0; i < 64; i++) {
        ForkJoinPool.commonPool().execute(() -> awaitQuietly(over));
        CompletableFuture.runAsync(() -> awaitQuietly(over));
      }
      parcels.create(new Parcel("a", 1)).join();
      assertThat(parcels.load("a").join()).isPresent();
      assertThat(parcels.deleteAll().join()).isEqualTo(1);
    } finally {
      over.countDown();
    }
  }

  @Test
  void blockingCallbacksHoldNothingUpEither() {
    CountDownLatch over = new CountDownLatch(1);
    try (Popoto popoto = builder().timeout(Duration.ofSeconds(5)).build()) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      parcels.create(new Parcel("a", 1)).join();
      List<CompletableFuture<?>> blocked = new ArrayList<>();
      Thread caller = Thread.currentThread();
      for (int i = 0; i < 50; i++) {
        // What is done by now runs its callback here.
        blocked.add(
            parcels
                .load("a")
                .thenRun(
                    () -> {
                      if (Thread.currentThread() != caller) {
                        awaitQuietly(over);
                      }
                    }));
      }
      assertThat(parcels.load("a").join()).isPresent();
      over.countDown();
      blocked.forEach(CompletableFuture::join);
      parcels.deleteAll().join();
    } finally {
      over.countDown();
    }
  }

  @Test
  void defaultThreadsAreDaemonsWithANameAndTheClassesOfTheirMakerAndEnd() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader maker = new ClassLoader(before) {};
    AtomicReference<Thread> used = new AtomicReference<>();
    Thread.currentThread().setContextClassLoader(maker);
    try (Popoto popoto = builder().build()) {
      Thread.currentThread().setContextClassLoader(before);
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      await()
          .until(
              () -> {
                parcels.load("a").thenRun(() -> used.set(Thread.currentThread())).join();
                return used.get() != Thread.currentThread();
              });
      assertThat(used.get().getName()).startsWith("popoto-completion-");
      assertThat(used.get().isDaemon()).isTrue();
      assertThat(used.get().getContextClassLoader()).isSameAs(maker);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    await().until(() -> !used.get().isAlive());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
