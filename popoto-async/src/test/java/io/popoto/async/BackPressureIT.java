package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.CommandTimeoutException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams read no more than is asked for, and stop when told to. */
class BackPressureIT {
  private static final int RECORDS = 2_200;
  private static final int PAGE = 250;

  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private Repository<Parcel> parcels;

  @BeforeEach
  void create() {
    parcels = redis.repository(Parcel.class);
    parcels.bulkCreate(
        IntStream.range(0, RECORDS).mapToObj(i -> new Parcel("p%04d".formatted(i), i)).toList());
  }

  /** Takes what comes, and asks for nothing by itself. */
  private static final class Taking implements Flow.Subscriber<Parcel> {
    final Queue<String> taken = new ConcurrentLinkedQueue<>();
    volatile Flow.Subscription subscription;
    volatile Throwable failure;
    volatile boolean complete;
    volatile int cancelAt = Integer.MAX_VALUE;

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
    }

    @Override
    public void onNext(Parcel parcel) {
      taken.add(parcel.id);
      if (taken.size() == cancelAt) {
        subscription.cancel();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      failure = thrown;
    }

    @Override
    public void onComplete() {
      complete = true;
    }
  }

  private Flow.Publisher<Parcel> publisher(Popoto popoto) {
    return AsyncPopoto.of(popoto).repository(Parcel.class).query().stream();
  }

  private long calls(CommandMonitor monitor) {
    return monitor.commands().stream()
        .filter(command -> command.get(0).toUpperCase(java.util.Locale.ROOT).startsWith("EVAL"))
        .filter(command -> command.toString().contains(redis.namespace()))
        .count();
  }

  @Test
  void pagesAreReadWhenTheyAreAskedFor() {
    Taking taking = new Taking();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      publisher(redis.popoto()).subscribe(taking);
      assertThat(calls(monitor)).isZero();

      taking.subscription.request(10);
      await().until(() -> taking.taken.size() == 10);
      taking.subscription.request(PAGE - 10);
      await().until(() -> taking.taken.size() == PAGE);
      assertThat(calls(monitor)).isEqualTo(1);

      taking.subscription.request(1);
      await().until(() -> taking.taken.size() == PAGE + 1);
      assertThat(calls(monitor)).isEqualTo(2);

      taking.subscription.request(Long.MAX_VALUE);
      taking.subscription.request(Long.MAX_VALUE);
      await().until(() -> taking.complete);
      assertThat(calls(monitor)).isEqualTo(RECORDS / PAGE + 1);
    }
    assertThat(List.copyOf(taking.taken)).hasSize(RECORDS).isSorted().doesNotHaveDuplicates();
    assertThat(taking.failure).isNull();
  }

  @Test
  void nothingComesAfterACancellation() {
    Taking taking = new Taking();
    taking.cancelAt = 7;
    Taking other = new Taking();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      Flow.Publisher<Parcel> publisher = publisher(redis.popoto());
      publisher.subscribe(taking);
      taking.subscription.request(Long.MAX_VALUE);
      await().until(() -> taking.taken.size() == 7);
      taking.subscription.request(5);

      // Another subscriber walks on its own, and is done long after the first could have gone on.
      publisher.subscribe(other);
      other.subscription.request(Long.MAX_VALUE);
      await().until(() -> other.complete);
      assertThat(calls(monitor)).isEqualTo(1 + RECORDS / PAGE + 1);
    }
    assertThat(other.taken).hasSize(RECORDS);
    assertThat(taking.taken).hasSize(7);
    assertThat(taking.complete).isFalse();
    assertThat(taking.failure).isNull();
  }

  @Test
  void pageOnItsWayIsDroppedByACancellation() {
    try (FaultProxy proxy = FaultProxy.to(RedisServers.uri());
        Popoto popoto = redis.builder().uri(proxy.uri()).build()) {
      Taking taking = new Taking();
      publisher(popoto).subscribe(taking);
      proxy.freeze();
      taking.subscription.request(5);
      taking.subscription.cancel();
      proxy.thaw();

      // What comes later over the same connection shows that the page has come.
      assertThat(popoto.repository(Parcel.class).query().stream()).hasSize(RECORDS);
      assertThat(taking.taken).isEmpty();
      assertThat(taking.failure).isNull();
      assertThat(taking.complete).isFalse();
    }
  }

  @Test
  void failuresEndTheWalk() {
    Taking nonsense = new Taking();
    publisher(redis.popoto()).subscribe(nonsense);
    nonsense.subscription.request(0);
    await().until(() -> nonsense.failure != null);
    assertThat(nonsense.failure).isInstanceOf(IllegalArgumentException.class);

    try (FaultProxy proxy = FaultProxy.to(RedisServers.uri());
        Popoto popoto = redis.builder().uri(proxy.uri()).timeout(Duration.ofMillis(300)).build()) {
      Taking cut = new Taking();
      publisher(popoto).subscribe(cut);
      cut.subscription.request(PAGE);
      await().until(() -> cut.taken.size() == PAGE);
      proxy.freeze();
      cut.subscription.request(1);
      await().until(() -> cut.failure != null);
      assertThat(cut.failure).isInstanceOf(CommandTimeoutException.class);
      assertThat(cut.complete).isFalse();
    }
  }

  @Test
  void blockingStreamReadsAPageWhenItIsReached() {
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      try (Stream<Parcel> stream = parcels.query().orderBy("weight").stream()) {
        Iterator<Parcel> iterator = stream.iterator();
        assertThat(IntStream.range(0, PAGE).mapToObj(i -> iterator.next().weight))
            .isEqualTo(IntStream.range(0, PAGE).mapToObj(i -> (long) i).toList());
        assertThat(calls(monitor)).isEqualTo(1);
        assertThat(iterator.next().weight).isEqualTo(PAGE);
        assertThat(calls(monitor)).isEqualTo(2);
      }
      monitor.clear();
      List<String> three = parcels.query().stream().map(parcel -> parcel.id).limit(3).toList();
      assertThat(three).containsExactly("p0000", "p0001", "p0002");
      assertThat(calls(monitor)).isEqualTo(1);
    }
  }
}
