package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.BulkException;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bulk writes that nobody waits for until their end: they tell what is in. */
class EndedBulkIT {
  private static final int BATCH = 64;

  private final FaultProxy proxy = FaultProxy.to(RedisServers.uri());
  private final String namespace = Faults.namespace();
  private final Popoto slow =
      Popoto.builder()
          .uri(proxy.uri())
          .namespace(namespace)
          .timeout(Duration.ofSeconds(10))
          .build();
  private final Popoto direct =
      Popoto.builder()
          .uri(RedisServers.uri())
          .namespace(namespace)
          .timeout(Duration.ofSeconds(10))
          .build();
  private final Repository<Parcel> seen = direct.repository(Parcel.class);
  private final List<Parcel> parcels =
      IntStream.range(0, 3_000).mapToObj(i -> new Parcel("p" + i, i)).toList();

  @AfterEach
  void close() {
    proxy.heal();
    seen.deleteAll();
    direct.close();
    slow.close();
    proxy.close();
  }

  private void check(BulkException failure) {
    assertThat(failure.items()).hasSize(parcels.size());
    assertThat(failure.done()).isNotEmpty();
    assertThat(failure.notDone()).isNotEmpty();
    assertThat(failure.unknown()).hasSizeLessThanOrEqualTo(BATCH);
    assertThat(failure.done()).allMatch(item -> seen.exists(seen.parseKey(item.key())));
    assertThat(failure.notDone()).noneMatch(item -> seen.exists(seen.parseKey(item.key())));
  }

  @Test
  void interruptedCallSaysWhatIsIn() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    proxy.delayDown(Duration.ofMillis(60));
    Repository<Parcel> repository = slow.repository(Parcel.class);
    Thread thread =
        new Thread(
            () -> {
              try {
                repository.bulkCreate(parcels, BATCH);
                thrown.complete(new AssertionError("not interrupted"));
              } catch (Throwable e) {
                thrown.complete(e);
              }
            });
    thread.start();
    await().until(() -> seen.query().count() >= 4 * BATCH);
    thread.interrupt();

    assertThat(thrown.join()).isInstanceOf(BulkException.class);
    check((BulkException) thrown.join());
    assertThat(thrown.join().getCause()).hasMessageContaining("Interrupted");
    thread.join();
  }

  @Test
  void cancelledCallSaysWhatIsIn() {
    proxy.delayDown(Duration.ofMillis(60));
    CompletableFuture<?> created =
        AsyncPopoto.of(slow).repository(Parcel.class).bulkCreate(parcels, BATCH);
    await().until(() -> seen.query().count() >= 4 * BATCH);

    assertThat(created.cancel(true)).isTrue();
    assertThat(created).isCancelled();
    CancellationException thrown = null;
    try {
      created.join();
    } catch (CancellationException e) {
      thrown = e;
    }
    Throwable cause = thrown;
    while (cause != null && !(cause instanceof BulkException)) {
      cause = cause.getCause();
    }
    assertThat(cause).isNotNull();
    check((BulkException) cause);
  }
}
