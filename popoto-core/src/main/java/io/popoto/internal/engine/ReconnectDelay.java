package io.popoto.internal.engine;

import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * How long to wait before an attempt to reconnect: milliseconds at first, half a second at most,
 * half of which is drawn for each attempt. Lettuce's own delays with jitter draw from a range that
 * grows for ever and cut off what is beyond their bound, so that clients come at even intervals
 * once a server has been away for a while.
 */
final class ReconnectDelay extends Delay {
  private static final long FIRST_MILLIS = 10;
  private static final long MOST_MILLIS = 500;
  private static final int MOST_DOUBLINGS = 6;
  private static final int COMPARED = 20;

  /** Returns this delay in place of the one that Lettuce has by default, and any other as it is. */
  static Delay unlessChosen(Delay given) {
    Delay usual = Delay.exponential();
    boolean isUsual =
        given.getClass() == usual.getClass()
            && LongStream.rangeClosed(1, COMPARED)
                .allMatch(n -> given.createDelay(n).equals(usual.createDelay(n)));
    return isUsual ? new ReconnectDelay() : given;
  }

  @Override
  public Duration createDelay(long attempt) {
    return Duration.ofMillis(millis(attempt, ThreadLocalRandom.current()));
  }

  static long millis(long attempt, RandomGenerator random) {
    long doublings = Math.min(Math.max(attempt - 1, 0), MOST_DOUBLINGS);
    long most = Math.min(MOST_MILLIS, FIRST_MILLIS << doublings);
    return most - random.nextLong(most / 2 + 1);
  }
}
