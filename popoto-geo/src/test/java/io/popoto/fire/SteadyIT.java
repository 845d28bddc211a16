package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.SaveOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Work at full speed with records that expire, for as many seconds as {@code
 * -Dpopoto.fire.steady=…} says: neither this process nor the server may grow. The plot is written
 * to {@code target/fire/steady.svg}.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SteadyIT {
  private static final long SECONDS = Long.getLong("popoto.fire.steady", 4);
  private static final long SAMPLES = Math.min(120, SECONDS);

  /** With less, what the JVM compiles and loads on the way is more than anything else. */
  private static final long LONG_ENOUGH = 100;

  private static final List<Operation> OPERATIONS =
      List.of(
          new Visit(),
          new Visit(),
          new SessionOpen(),
          new SessionTouch(),
          new SessionFind(),
          new AccountSave(),
          new AccountPartialSave(),
          new AccountUpdate(),
          new AccountMove(),
          new AccountDelete(),
          new AccountBulk(),
          new AccountQuery(),
          new LedgerSave(),
          new LedgerAdd(),
          new LedgerQuery());

  private final SingleGround ground = SingleGround.start();
  private final World world = new World();
  private final Recorder recorder =
      new Recorder(Duration.ofMinutes(1).toNanos(), List.of(Ground.SECRET));

  /** A session that nobody opens again. */
  private static final class Visit implements Operation {
    private static final AtomicLong NUMBERS = new AtomicLong();

    @Override
    public void run(Actor actor) {
      String number = "visit " + NUMBERS.incrementAndGet();
      Duration ttl = Duration.ofMillis(20 + actor.random.nextInt(1_500));
      actor.recorder.call(
          name(),
          () ->
              actor.sessions.save(
                  new Session(number, number, "owner " + actor.random.nextInt(4)),
                  SaveOptions.ttl(ttl)));
    }
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void nothingGrowsWithTime() throws Exception {
    Samples samples = new Samples();
    try (Popoto popoto =
        Popoto.builder()
            .uri(ground.quietUri())
            .namespace("steady")
            .timeout(Duration.ofSeconds(10))
            .codec(Remark.class, new RemarkCodec())
            .build()) {
      for (int i = 0; i < World.BRANCHES.size(); i++) {
        popoto
            .repository(Branch.class)
            .save(new Branch(World.BRANCHES.get(i), World.CITIES.get(i), i));
      }
      work(popoto, samples);
    } finally {
      Path folder = Files.createDirectories(Path.of("target", "fire"));
      Files.writeString(folder.resolve("steady.svg"), samples.svg());
    }

    assertThat(recorder.violations()).isEmpty();
    assertThat(recorder.count(Outcome.DONE)).isGreaterThan(100);
    if (SECONDS >= LONG_ENOUGH) {
      isSteady(samples, "heap after a collection, MB", 4);
      // Pools start their threads one by one, and a slow server is asked by a further connection.
      isSteady(samples, "threads", 8);
      isSteady(samples, "connections", 2);
      // As many as are written while one lives: faster or slower, as the machine lets it.
      isSteady(samples, "keys on the server", samples.before("keys on the server"));
      isSteady(samples, "cached scripts", 0);
      isSteady(samples, "memory of the server, MB", 1);
    }
  }

  private static void isSteady(Samples samples, String name, double more) {
    assertThat(samples.after(name)).as(name).isLessThanOrEqualTo(samples.before(name) + more);
  }

  private void work(Popoto popoto, Samples samples) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Actor actor = new Actor(popoto, i % 2 == 1, world, recorder, i);
      Thread thread = new Thread(() -> act(actor, end), "steady-" + i);
      threads.add(thread);
      thread.start();
    }
    long before = 0;
    while (System.nanoTime() < end) {
      Hold.millis(SECONDS * 1_000 / SAMPLES);
      long operations = recorder.operations();
      samples.take(ground.raw(), operations - before);
      before = operations;
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf(
        "[fire] steady: %,d operations in %,d s, %d violations%n",
        recorder.operations(), SECONDS, recorder.violations().size());
  }

  private void act(Actor actor, long end) {
    while (System.nanoTime() < end) {
      Operation operation = OPERATIONS.get(actor.random.nextInt(OPERATIONS.size()));
      try {
        operation.run(actor);
      } catch (RuntimeException | Error e) {
        recorder.violation(operation.name() + " broke down: " + e);
      }
    }
  }
}
