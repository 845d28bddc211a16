package io.popoto.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.IndexReport;
import io.popoto.Repository;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.RedisServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many who write the same records at once leave indexes that fit, and lose nothing. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class HammerIT {
  private static final long THREADS = 8;
  private static final long PROCESSES = 3;
  private static final int STROKES = Boolean.getBoolean("popoto.soak") ? 20_000 : 300;

  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private Repository<Card> cards;
  private Repository<Ticket> tickets;

  @BeforeEach
  void begin() {
    cards = redis.repository(Card.class);
    tickets = redis.repository(Ticket.class);
    Card counter = new Card();
    counter.name = Hammer.COUNTER;
    cards.create(counter);
  }

  @Test
  void threadsLeaveIndexesThatFit() {
    ExecutorService threads = Executors.newFixedThreadPool((int) THREADS);
    try {
      List<CompletableFuture<Void>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Hammer hammer = new Hammer(redis.popoto(), i);
        done.add(CompletableFuture.runAsync(() -> hammer.strike(STROKES), threads));
      }
      done.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
    check(THREADS * STROKES);
  }

  @Test
  void processesLeaveIndexesThatFit() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Hammer.class.getName(),
                  RedisServers.uri(),
                  redis.namespace(),
                  String.valueOf(100 + i),
                  String.valueOf(STROKES))
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("the process ended").isTrue();
      assertThat(process.exitValue()).isZero();
    }
    check(PROCESSES * STROKES);
  }

  private void check(long strokes) {
    assertThat(cards.load(Hammer.COUNTER).orElseThrow().points).isEqualTo(strokes);
    redis.checkIndexes();
    for (Repository<?> repository : List.of(cards, tickets)) {
      repository.sweepExpired();
      IndexReport report = repository.checkIndexes();
      assertThat(report.missing()).as("missing entries").isZero();
      assertThat(repository.cleanIndexes()).as("orphans").isZero();
    }
  }
}
