package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.exception.CommandTimeoutException;
import io.popoto.exception.QueryException;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries with a time limit of their own. */
abstract class QueryTimeoutContract extends Contract {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofSeconds(20);

  QueryTimeoutContract(Api api) {
    super(api);
  }

  @Test
  void queryTakesItsOwnTimeAndNoOtherDoes() {
    repository(Item.class).create(new Item("a", 1));
    try (FaultProxy proxy = FaultProxy.to(RedisServers.uri());
        Popoto popoto = redis.builder().uri(proxy.uri()).timeout(LONG).build()) {
      Repository<Item> items = repository(popoto, Item.class);
      Query<Item> patient = items.query().filter("value", 1);
      Query<Item> hasty = patient.timeout(SHORT);
      assertThat(hasty.all()).hasSize(1);
      proxy.freeze();
      CountDownLatch waiting = new CountDownLatch(1);
      CompletableFuture<Long> count =
          CompletableFuture.supplyAsync(
              () -> {
                waiting.countDown();
                return patient.count();
              },
              task -> new Thread(task).start());

      for (Runnable call :
          List.<Runnable>of(
              hasty::all,
              hasty::first,
              hasty::get,
              hasty::count,
              hasty::exists,
              hasty::keys,
              hasty::explain,
              () -> hasty.limit(1).page(),
              () -> hasty.values("name").all(),
              () -> hasty.countBy("name"),
              () -> hasty.stream().forEach(each -> {}),
              () -> items.bulkUpdate(hasty, Update.set("value", 2)),
              () -> items.bulkDelete(hasty))) {
        long start = System.nanoTime();
        assertThatThrownBy(call::run).isInstanceOf(CommandTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isBetween(SHORT.minusMillis(20), LONG.dividedBy(4));
      }
      assertThat(waiting.getCount()).isZero();
      assertThat(count).isNotDone();
      proxy.thaw();
      assertThat(count.join()).isEqualTo(1);
      assertThat(hasty.timeout(LONG).all()).hasSize(1);
    }
  }

  @Test
  void timeOfNothingIsRefused() {
    Repository<Item> items = repository(Item.class);

    for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
      assertThatThrownBy(() -> items.query().timeout(timeout).all())
          .isExactlyInstanceOf(QueryException.class);
    }
  }

  @Test
  void eachStepOfLongWorkHasTheWholeTime() {
    Duration step = Duration.ofSeconds(1);
    try (Popoto popoto = redis.builder().timeout(step).build()) {
      Repository<Item> items = repository(popoto, Item.class);
      redis.use(Item.class);
      items.bulkCreate(IntStream.range(0, 100).mapToObj(i -> new Item("i" + i, i)).toList());
      long end = System.nanoTime() + step.multipliedBy(2).toNanos();

      assertThat(items.checkIndexes(progress -> waitUntil(end)).total()).isZero();
      assertThat(items.rebuildIndexes(progress -> waitUntil(end))).isEqualTo(100);
    }
  }

  /** Holds up the work as long as a model would that takes longer than one timeout. */
  private static void waitUntil(long nanoTime) {
    while (System.nanoTime() < nanoTime) {
      java.util.concurrent.locks.LockSupport.parkNanos(nanoTime - System.nanoTime());
    }
  }
}
