package io.popoto.internal.engine;

import org.jspecify.annotations.Nullable;

/** Counts the commands of one channel and their replies, which come in the same order. */
final class Turns {
  private volatile long written;
  private volatile long answered;
  private volatile @Nullable Link link;

  /** Says whose commands go over the channel. */
  void of(@Nullable Link newLink) {
    link = newLink;
  }

  /** Bytes have come, be it a part of a reply. */
  void heard() {
    Link over = link;
    if (over != null) {
      over.heard();
    }
  }

  /** Returns the turn of a command that is being written, by the thread of the channel. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread
  long taken() {
    return ++written;
  }

  /** The next reply has come, to the thread of the channel. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread
  void answered() {
    answered++;
  }

  /** Returns whether the next reply is that to a command. */
  boolean isNext(long turn) {
    return answered + 1 == turn;
  }
}
