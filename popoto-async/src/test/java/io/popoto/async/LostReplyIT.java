package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Counted;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes whose reply is lost: each takes effect once at most, and its caller knows or is told. */
class LostReplyIT {
  private static final int WRITES = 1000;
  private static final int IN_FLIGHT = 16;

  private final String namespace = Faults.namespace();
  private final FaultProxy proxy = FaultProxy.to(RedisServers.uri());
  private final Random random = new Random(7);
  private final TreeSet<String> done = new TreeSet<>();
  private final TreeSet<String> unknown = new TreeSet<>();
  private final TreeSet<String> untouched = new TreeSet<>();
  private final List<Throwable> unexpected = new ArrayList<>();
  private Popoto popoto;

  @BeforeEach
  void connect() {
    popoto = Faults.builder(proxy.uri(), Duration.ofSeconds(10)).namespace(namespace).build();
  }

  @AfterEach
  void close() {
    popoto.close();
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noCreateIsSentTwice(boolean inMidReply) throws Exception {
    AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
    parcels.create(new Parcel("first", 0)).join();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      Semaphore free = new Semaphore(IN_FLIGHT);
      for (int i = 0; i < WRITES; i++) {
        String id = "p%04d".formatted(i);
        free.acquire();
        if (i % 40 == 0) {
          spoil(inMidReply);
        }
        parcels
            .create(new Parcel(id, i))
            .whenComplete(
                (parcel, failure) -> {
                  note(id, failure);
                  free.release();
                });
      }
      free.acquire(IN_FLIGHT);
      proxy.heal();
      check(monitor);
    }
  }

  @Test
  void noBlockingCreateIsSentTwice() throws Exception {
    Repository<Parcel> parcels = popoto.repository(Parcel.class);
    parcels.create(new Parcel("first", 0));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < WRITES; i++) {
        String id = "p%04d".formatted(i);
        int weight = i;
        all.add(
            threads.submit(
                () -> {
                  if (weight % 40 == 0) {
                    spoil(weight % 80 == 0);
                  }
                  note(
                      id,
                      catchThrowableOfType(
                          Throwable.class, () -> parcels.create(new Parcel(id, weight))));
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      proxy.heal();
      check(monitor);
    } finally {
      threads.shutdownNow();
    }
  }

  private void spoil(boolean inMidReply) {
    int n;
    synchronized (random) {
      n = random.nextInt(12);
    }
    if (inMidReply) {
      proxy.cutAfterBytes(n * 3L);
    } else {
      proxy.cutBeforeReply(n + 1);
    }
  }

  private synchronized void note(String id, Throwable thrown) {
    Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (failure == null) {
      done.add(id);
    } else if (failure instanceof PopotoConnectionException lost) {
      (lost.outcomeUnknown() ? unknown : untouched).add(id);
    } else {
      unexpected.add(failure);
    }
  }

  private void check(CommandMonitor monitor) {
    Map<String, Integer> writes = new HashMap<>();
    for (List<String> command : monitor.commands()) {
      // One command may write several records.
      command.stream()
          .filter(argument -> argument.startsWith("label of p"))
          .map(argument -> argument.substring("label of ".length()))
          .forEach(id -> writes.merge(id, 1, Integer::sum));
    }
    // A conflict would be a create that met its own record.
    assertThat(unexpected).isEmpty();
    assertThat(writes.values()).containsOnly(1);
    Set<String> stored = Faults.idsWithCleanIndexes(RedisServers.uri(), namespace);
    stored.remove("first");
    assertThat(unknown).isNotEmpty();
    assertThat(stored).containsAll(done);
    assertThat(writes.keySet()).containsAll(stored);
    untouched.forEach(id -> assertThat(writes).doesNotContainKey(id));
    assertThat(done.size() + unknown.size() + untouched.size()).isEqualTo(WRITES);
  }

  @Test
  void noSaveTakesEffectTwice() {
    AsyncRepository<Counted> counters = AsyncPopoto.of(popoto).repository(Counted.class);
    int records = 20;
    List<CompletableFuture<int[]>> chains = new ArrayList<>();
    List<Counted> created = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      created.add(counters.create(new Counted("c" + i)).join());
    }
    for (Counted counted : created) {
      chains.add(saves(counters, counted, WRITES / records, new int[] {1, 0}));
    }
    int lost = 0;
    for (int i = 0; i < records; i++) {
      int[] outcome = chains.get(i).join();
      long version = counters.load("c" + i).join().orElseThrow().version;
      assertThat(version)
          .as("saves that succeeded: %d, that are unknown: %d", outcome[0], outcome[1])
          .isBetween((long) outcome[0], (long) outcome[0] + outcome[1]);
      lost += outcome[1];
    }
    assertThat(lost).isPositive();
  }

  /** Saves again and again; the outcome is how many succeeded and how many are unknown. */
  private CompletableFuture<int[]> saves(
      AsyncRepository<Counted> counters, Counted counted, int left, int[] outcome) {
    if (left == 0) {
      return CompletableFuture.completedFuture(outcome);
    }
    if (left % 10 == 0 && counted.id.equals("c7")) {
      spoil(false);
    }
    counted.value = left;
    return counters
        .save(counted)
        .handle(
            (saved, failure) -> {
              if (failure == null) {
                outcome[0]++;
                return CompletableFuture.completedFuture(counted);
              }
              // A stale copy would be one that met its own save.
              UnavailableException cause = (UnavailableException) failure;
              assertThat(cause.outcomeUnknown()).isTrue();
              outcome[1]++;
              return counters.load(counted.id).thenApply(found -> found.orElseThrow());
            })
        .thenCompose(next -> next)
        .thenCompose(next -> saves(counters, next, left - 1, outcome));
  }

  @Test
  void readsAreTriedAgain() {
    AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
    parcels.create(new Parcel("p0", 1)).join();
    List<CompletableFuture<Boolean>> found = new ArrayList<>();
    ConcurrentSkipListSet<String> failures = new ConcurrentSkipListSet<>();
    for (int i = 0; i < 200; i++) {
      if (i % 20 == 0) {
        proxy.cutBeforeReply(1 + random.nextInt(10));
      }
      found.add(
          (i % 2 == 0
                  ? parcels.load("p0").thenApply(parcel -> parcel.isPresent())
                  : parcels.query().filter("weight__gte", 1L).exists())
              .exceptionally(
                  failure -> {
                    failures.add(failure.toString());
                    return false;
                  }));
    }
    assertThat(found).allMatch(CompletableFuture::join);
    assertThat(failures).isEmpty();
    assertThat(popoto.repository(Parcel.class).load("p0")).isPresent();
  }
}
