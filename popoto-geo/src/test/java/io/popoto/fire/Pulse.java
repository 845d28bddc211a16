package io.popoto.fire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes when this machine, or this process for a collection of garbage, stood still: for that time
 * nobody can be blamed who is late.
 */
final class Pulse implements AutoCloseable {
  private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

  private final List<long[]> pauses = new ArrayList<>();
  private volatile boolean stopped;

  Pulse() {
    Thread thread = new Thread(this::beat, "pulse");
    thread.setDaemon(true);
    thread.start();
  }

  private void beat() {
    long last = System.nanoTime();
    while (!stopped) {
      LockSupport.parkNanos(BEAT_NANOS);
      long now = System.nanoTime();
      if (now - last > LATE_NANOS) {
        synchronized (pauses) {
          pauses.add(new long[] {last, now});
        }
      }
      last = now;
    }
  }

  /**
   * Returns what is to be allowed for that between two moments: a call needs several threads and
   * two processes, each of which may have had to wait like the one of this pulse.
   */
  long allowance(long start, long end) {
    return 3 * stood(start, end);
  }

  /** Returns how long it stood still between two moments. */
  long stood(long start, long end) {
    synchronized (pauses) {
      return pauses.stream()
          .mapToLong(pause -> Math.max(0, Math.min(end, pause[1]) - Math.max(start, pause[0])))
          .sum();
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
