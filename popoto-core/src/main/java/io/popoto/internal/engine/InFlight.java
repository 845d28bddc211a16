package io.popoto.internal.engine;

import io.popoto.exception.TooManyCallsException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Bounds what is in flight: calls, and the bytes of those that are large. Thread-safe. */
final class InFlight {
  /** Smaller calls are bounded by their number alone. */
  static final int LEAST_COUNTED = 1024;

  private final int mostCalls;
  private final long mostBytes;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlight(int mostCalls, long mostBytes) {
    this.mostCalls = mostCalls;
    this.mostBytes = mostBytes;
  }

  /** Counts a call, or returns why it must not be sent. */
  @Nullable TooManyCallsException admit(long size) {
    if (calls.incrementAndGet() > mostCalls) {
      calls.decrementAndGet();
      return new TooManyCallsException(
          ("More than %d calls are in flight; wait for some to end, or raise maxInFlight."
                  + " This one was not sent.")
              .formatted(mostCalls),
          null,
          false);
    }
    long counted = counted(size);
    if (counted > 0) {
      long before = bytes.getAndAdd(counted);
      // One that is larger than the bound is possible when it is alone.
      if (before > 0 && before + counted > mostBytes) {
        bytes.addAndGet(-counted);
        calls.decrementAndGet();
        return new TooManyCallsException(
            ("%d bytes of requests are in flight, and this one has %d; wait for some to end, or"
                    + " raise maxBytesInFlight, now %d. This one was not sent.")
                .formatted(before, size, mostBytes),
            null,
            false);
      }
    }
    return null;
  }

  /** A call has ended; its bytes may still be in buffers. */
  void ended() {
    calls.decrementAndGet();
  }

  /** The bytes of a call are held by nobody any more. */
  void released(long size) {
    bytes.addAndGet(-counted(size));
  }

  /** Returns how many bytes are held. */
  long bytes() {
    return bytes.get();
  }

  private static long counted(long size) {
    return size < LEAST_COUNTED ? 0 : size;
  }
}
