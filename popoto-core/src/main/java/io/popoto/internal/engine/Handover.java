package io.popoto.internal.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A task for an executor that may refuse it, take it late, or never take it. It is either taken
 * there, once, or given up on a thread of the library.
 */
abstract class Handover implements Runnable {
  private final AtomicBoolean settled = new AtomicBoolean();
  private final Executor own;

  /**
   * Creates it.
   *
   * @param own runs what is given up
   */
  Handover(Executor own) {
    this.own = own;
  }

  /** Runs on the executor. */
  abstract void take();

  /**
   * Runs on a thread of the library instead.
   *
   * @param refusal what the executor threw, or null if it did not take the task in time
   */
  abstract void giveUp(@Nullable Throwable refusal);

  final void to(Executor executor) {
    try {
      executor.execute(this);
    } catch (Throwable e) {
      // Whatever it is, nobody else would end this.
      refused(e);
    }
  }

  /** Returns whether it was taken or given up. */
  final boolean isSettled() {
    return settled.get();
  }

  @Override
  public final void run() {
    if (settled.compareAndSet(false, true)) {
      take();
    }
  }

  /** Gives up, unless the task has been taken. */
  final void overdue() {
    refused(null);
  }

  private void refused(@Nullable Throwable refusal) {
    if (settled.compareAndSet(false, true)) {
      own.execute(() -> giveUp(refusal));
    }
  }
}
