package io.popoto.testing;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Many random runs, each with a seed of its own. System properties say how long: a number of runs
 * ({@code -Dpopoto.soak.sequences=…} for runs named "sequences"), or {@code
 * -Dpopoto.soak.minutes=…}, whichever is reached first; {@code -Dpopoto.soak.seed=…} is the seed to
 * begin with. What is printed on the way has the seed to go on from.
 */
public final class Soak {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

  private final String runs;
  private final long most;
  private final long minutes = Long.getLong("popoto.soak.minutes", Long.MAX_VALUE);
  private final long firstSeed = Long.getLong("popoto.soak.seed", System.nanoTime());
  private final long start = System.nanoTime();

  /**
   * Begins now.
   *
   * @param runs what the runs are called, in the plural
   * @param most how many there are unless the property says otherwise
   */
  public Soak(String runs, long most) {
    this.runs = runs;
    this.most = Long.getLong("popoto.soak." + runs, most);
  }

  /** Runs one seed after the other. A run that throws ends it; an interrupt, after that run. */
  public void run(LongConsumer each) {
    long done = 0;
    Duration printed = Duration.ZERO;
    print("begun", done);
    while (done < most
        && elapsed().toMinutes() < minutes
        && !Thread.currentThread().isInterrupted()) {
      each.accept(firstSeed + done);
      done++;
      if (elapsed().minus(printed).compareTo(BETWEEN_LINES) >= 0) {
        printed = elapsed();
        print("going on", done);
      }
    }
    print("ended", done);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void print(String state, long done) {
    System.out.printf(
        "[soak] %s: %d of %d %s in %d s, next seed %d%n",
        state, done, most, runs, elapsed().toSeconds(), firstSeed + done);
  }
}
