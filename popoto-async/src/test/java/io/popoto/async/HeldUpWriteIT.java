package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.Faults.Probe;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Callers that are held up at any point: pauses of the collector stop them beside the timer. */
class HeldUpWriteIT {
  private static final int THREADS = 24;
  private static final Duration TIMEOUT = Duration.ofMillis(20);
  private static final Duration HAMMERED = Duration.ofSeconds(2);

  @Test
  void whatIsReportedAsNotDoneIsNotDone() throws Exception {
    Set<String> notDone = ConcurrentHashMap.newKeySet();
    String namespace = Faults.namespace();
    Faults.builder(RedisServers.uri(), Duration.ofSeconds(5)).build().close();
    try (Popoto hurried =
        Faults.builder(RedisServers.uri(), TIMEOUT).namespace(namespace).lazyConnect().build()) {
      Repository<Probe> blocking = hurried.repository(Probe.class);
      AsyncRepository<Probe> async = AsyncPopoto.of(hurried).repository(Probe.class);
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger next = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        boolean waits = i % 2 == 0;
        threads.add(
            new Thread(
                () -> {
                  while (!over.get()) {
                    String id = "p" + next.getAndIncrement();
                    if (!done(blocking, async, waits, id)) {
                      notDone.add(id);
                    }
                  }
                }));
      }
      byte[][] ballast = new byte[1_000_000][100];
      threads.forEach(Thread::start);
      long end = System.nanoTime() + HAMMERED.toNanos();
      while (System.nanoTime() < end) {
        System.gc();
      }
      over.set(true);
      assertThat(ballast).isNotEmpty();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    try (Popoto patient =
        Faults.builder(RedisServers.uri(), Duration.ofSeconds(5)).namespace(namespace).build()) {
      Repository<Probe> stored = patient.repository(Probe.class);
      assertThat(notDone).as("calls that certainly changed nothing").isNotEmpty();
      assertThat(notDone.stream().filter(stored::exists).toList()).isEmpty();
      stored.deleteAll();
    }
  }

  /** Returns false only if the call says that it changed nothing. */
  private static boolean done(
      Repository<Probe> blocking, AsyncRepository<Probe> async, boolean waits, String id) {
    try {
      if (waits) {
        blocking.create(new Probe(id));
      } else {
        async.create(new Probe(id)).join();
      }
      return true;
    } catch (UnavailableException e) {
      return e.outcomeUnknown();
    } catch (CompletionException e) {
      return !(e.getCause() instanceof UnavailableException failure) || failure.outcomeUnknown();
    }
  }
}
