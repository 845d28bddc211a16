package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.AsyncPopoto;
import io.popoto.async.AsyncRepository;
import io.popoto.exception.TooManyCallsException;
import io.popoto.exception.UnavailableException;
import io.popoto.processor.Compilation;
import io.popoto.testing.RawRedis;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More than can be done is refused clearly, and costs a bounded amount of memory. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LimitsIT {
  private static final int STRIKES = Integer.getInteger("popoto.fire.strikes", 1);

  private final SingleGround ground = SingleGround.start();

  private Popoto popoto(Duration timeout) {
    return Popoto.builder()
        .uri(ground.uri())
        .namespace("limits")
        .timeout(timeout)
        .clientResources(RawRedis.resources())
        .build();
  }

  @org.junit.jupiter.api.AfterEach
  void close() {
    ground.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 100_000})
  void callsAtOnceAreDoneOrRefused(int calls) {
    try (Popoto popoto = popoto(Duration.ofSeconds(30))) {
      AsyncRepository<Branch> branches = AsyncPopoto.of(popoto).repository(Branch.class);
      branches.save(new Branch("first", "Rome", 1)).join();
      List<CompletableFuture<Branch>> all = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        all.add(branches.save(new Branch("b" + i % 500, "Rome", i)));
      }
      long done = 0;
      for (CompletableFuture<Branch> each : all) {
        try {
          each.join();
          done++;
        } catch (CompletionException e) {
          assertThat(e.getCause()).isInstanceOf(TooManyCallsException.class);
          assertThat(((UnavailableException) e.getCause()).outcomeUnknown()).isFalse();
        }
      }
      assertThat(done).isGreaterThanOrEqualTo(Math.min(calls, 10_000));
      assertThat(branches.query().count().join()).isEqualTo(501);
    }
  }

  @Test
  void megabytesToAStoppedServerAreRefusedBeforeTheyFillTheHeap() {
    try (Popoto popoto = popoto(Duration.ofSeconds(3))) {
      AsyncRepository<Ledger> ledgers = AsyncPopoto.of(popoto).repository(Ledger.class);
      ledgers.load("a", 1).join();
      String megabyte = "x".repeat(1 << 20);
      ground.server().pause();
      List<CompletableFuture<Ledger>> all = new ArrayList<>();
      for (int i = 0; i < 1_500; i++) {
        Ledger ledger = new Ledger("a", i);
        ledger.state = megabyte;
        all.add(ledgers.save(ledger));
      }
      long refused = 0;
      for (CompletableFuture<Ledger> each : all) {
        Throwable failure = each.handle((done, e) -> e).join();
        assertThat(failure).isInstanceOf(UnavailableException.class);
        refused += failure instanceof TooManyCallsException ? 1 : 0;
      }
      assertThat(refused).isGreaterThan(1_000);
      ground.server().resume();
      await()
          .atMost(RecoveryJudge.LIMIT)
          .until(() -> popoto.checkConnection(Duration.ofMillis(250)));
    }
  }

  @Test
  void openingAndClosingLeavesNothing() {
    int times = Math.min(1_000, 50 * STRIKES);
    openAndClose();
    int threads = Thread.activeCount();
    long connections = connections();
    for (int i = 0; i < times; i++) {
      openAndClose();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 3);
              assertThat(connections()).isLessThanOrEqualTo(connections);
            });
  }

  @Test
  void classLoadersOfClosedOnesAreCollected() {
    Compilation compilation =
        Compilation.plain(
            """
            package away;
            import io.popoto.annotation.*;
            @Model public class Visitor { @KeyField String name; @SortedField int age; }
            """);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < Math.min(1_000, 10 * STRIKES * STRIKES); i++) {
      loaders.add(used(compilation.loader()));
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).noneMatch(loader -> loader.get() != null);
            });
  }

  private WeakReference<ClassLoader> used(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try (Popoto popoto =
        Popoto.builder()
            .uri(ground.quietUri())
            .namespace("limits")
            .timeout(Duration.ofSeconds(20))
            .build()) {
      Repository<?> visitors = popoto.repository(loader.loadClass("away.Visitor"));
      visitors.load("first");
      visitors.query().filter("age__gt", 1).all();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    } finally {
      thread.setContextClassLoader(before);
    }
    return new WeakReference<>(loader);
  }

  private void openAndClose() {
    try (Popoto popoto =
        Popoto.builder()
            .uri(ground.quietUri())
            .namespace("limits")
            .timeout(Duration.ofSeconds(20))
            .build()) {
      popoto.repository(Branch.class).load("first");
    }
  }

  private long connections() {
    return ground.raw().clientList().lines().count();
  }
}
