package io.popoto.internal.engine;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Where asynchronous calls are completed unless a user says else: as many threads as processors,
 * and more while callbacks hold all of them up. They are nobody else's, so that only callbacks can
 * do that. Thread-safe.
 */
final class CompletionPool implements Executor, AutoCloseable {
  /** More threads that wait would be of little use to anybody. */
  private static final int MOST_THREADS = 256;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;
  private final int usual = Math.max(2, Runtime.getRuntime().availableProcessors());
  private final BiConsumer<Duration, Runnable> later;
  private final AtomicBoolean watching = new AtomicBoolean();
  private long completedBefore;

  /**
   * Creates it, without any thread yet.
   *
   * @param later runs something that never waits after a while
   */
  CompletionPool(BiConsumer<Duration, Runnable> later) {
    this.later = later;
    this.threads = pool("popoto-completion-", usual);
  }

  /** Returns a pool of daemon threads that end when they are idle. */
  static ThreadPoolExecutor pool(String name, int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            MOST_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            factory(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Threads see the classes that the creator of the pool sees, whichever thread they start on. A
   * pool without threads keeps none of them.
   */
  private static ThreadFactory factory(String name) {
    Reference<ClassLoader> classes =
        new WeakReference<>(Thread.currentThread().getContextClassLoader());
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, name + count.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(classes.get());
      return thread;
    };
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
    if (!threads.getQueue().isEmpty() && watching.compareAndSet(false, true)) {
      completedBefore = threads.getCompletedTaskCount();
      later.accept(BETWEEN_LOOKS, this::look);
    }
  }

  /** Adds threads while tasks wait and none has ended since the last look. */
  private void look() {
    long completed = threads.getCompletedTaskCount();
    int size = threads.getCorePoolSize();
    if (threads.getQueue().isEmpty()) {
      threads.setCorePoolSize(usual);
      watching.set(false);
      return;
    }
    if (completed == completedBefore && size < MOST_THREADS) {
      threads.setCorePoolSize(Math.min(MOST_THREADS, 2 * size));
    }
    completedBefore = completed;
    later.accept(BETWEEN_LOOKS, this::look);
  }

  /** Takes nothing more; what waits still runs, and then the threads end. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
