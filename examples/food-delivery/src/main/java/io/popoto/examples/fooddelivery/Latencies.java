package io.popoto.examples.fooddelivery;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Counts the calls to Redis and how long each took, as Lettuce measures them. Thread-safe. */
final class Latencies implements CommandLatencyRecorder {
  private static final int MOST = 10_000;

  private final long[] nanos = new long[MOST];
  private int calls;

  /**
   * A while of calls.
   *
   * @param calls how many
   * @param medianMs the milliseconds that half of them took at most
   * @param p99Ms the milliseconds that 99 % of them took at most
   */
  record Window(int calls, double medianMs, double p99Ms) {}

  @Override
  public synchronized void recordCommandLatency(
      SocketAddress local, SocketAddress remote, ProtocolKeyword type, long first, long completed) {
    nanos[calls % MOST] = completed;
    calls++;
  }

  /** Returns the calls since the last time this was asked. */
  synchronized Window next() {
    int kept = Math.min(calls, MOST);
    Arrays.sort(nanos, 0, kept);
    Window window = new Window(calls, quantile(kept, 0.5), quantile(kept, 0.99));
    calls = 0;
    return window;
  }

  private double quantile(int kept, double share) {
    return kept == 0
        ? 0
        : nanos[(int) Math.ceil(share * kept) - 1] / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
