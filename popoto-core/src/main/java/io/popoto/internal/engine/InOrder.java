package io.popoto.internal.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after the other in the order in which they came, each on the threads of another
 * executor. Thread-safe.
 */
final class InOrder implements Executor {
  private final Executor executor;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  InOrder(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    runNext();
  }

  private void runNext() {
    try {
      executor.execute(this::run);
    } catch (RuntimeException e) {
      // Refused; what waits is tried together with the next one.
      synchronized (this) {
        running = false;
      }
      throw e;
    }
  }

  /** Runs one task, whether or not it fails, and lets go of the thread: others get their turn. */
  private void run() {
    Runnable task;
    synchronized (this) {
      task = waiting.remove();
    }
    try {
      task.run();
    } finally {
      if (goesOn()) {
        runNext();
      }
    }
  }

  private synchronized boolean goesOn() {
    running = !waiting.isEmpty();
    return running;
  }
}
