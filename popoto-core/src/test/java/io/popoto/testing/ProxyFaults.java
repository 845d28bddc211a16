package io.popoto.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is wrong with a proxy's connections at the moment; all of them share one. */
final class ProxyFaults {
  /** Says that a whole chunk may pass. */
  static final int ALL = -1;

  private static final long NO_CUT = -1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition thawed = lock.newCondition();
  private boolean frozen;
  private long repliesBeforeCut = NO_CUT;
  private long bytesBeforeCut = NO_CUT;

  volatile Duration delayUp = Duration.ZERO;
  volatile Duration delayDown = Duration.ZERO;

  /** How many bytes of replies pass on each connection in a second; 0 for as many as there are. */
  volatile int bytesPerSecond;

  void setFrozen(boolean frozen) {
    lock.lock();
    try {
      this.frozen = frozen;
      thawed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void awaitThaw() throws InterruptedException {
    lock.lock();
    try {
      while (frozen) {
        thawed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  static void awaitTime(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  void cutAfterReplies(long replies) {
    lock.lock();
    try {
      repliesBeforeCut = replies;
    } finally {
      lock.unlock();
    }
  }

  void cutAfterBytes(long bytes) {
    lock.lock();
    try {
      bytesBeforeCut = bytes;
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    delayUp = Duration.ZERO;
    delayDown = Duration.ZERO;
    bytesPerSecond = 0;
    cutAfterReplies(NO_CUT);
    cutAfterBytes(NO_CUT);
    setFrozen(false);
  }

  /**
   * Returns how many bytes of a chunk of replies are delivered before the connection is cut, or
   * {@link #ALL}. A cut happens once.
   *
   * @param length of the chunk
   * @param replyStarts offsets at which replies begin in it
   */
  int admit(int length, List<Integer> replyStarts) {
    lock.lock();
    try {
      int byReplies = admitByReplies(replyStarts);
      int byBytes = admitByBytes(length);
      return byReplies == ALL || byBytes == ALL
          ? Math.max(byReplies, byBytes)
          : Math.min(byReplies, byBytes);
    } finally {
      lock.unlock();
    }
  }

  private int admitByReplies(List<Integer> replyStarts) {
    if (repliesBeforeCut == NO_CUT) {
      return ALL;
    }
    if (repliesBeforeCut < replyStarts.size()) {
      int cut = replyStarts.get((int) repliesBeforeCut);
      repliesBeforeCut = NO_CUT;
      return cut;
    }
    repliesBeforeCut -= replyStarts.size();
    return ALL;
  }

  private int admitByBytes(int length) {
    if (bytesBeforeCut == NO_CUT) {
      return ALL;
    }
    if (bytesBeforeCut < length) {
      int cut = (int) bytesBeforeCut;
      bytesBeforeCut = NO_CUT;
      return cut;
    }
    bytesBeforeCut -= length;
    return ALL;
  }
}
