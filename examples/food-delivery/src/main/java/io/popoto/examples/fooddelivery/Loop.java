package io.popoto.examples.fooddelivery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats an asynchronous step. The next one starts a pause after the last one has ended, and a
 * failure, such as a lost connection, does not end the loop.
 */
final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final ScheduledExecutorService timer;
  private final Duration pause;
  private final Supplier<CompletableFuture<?>> step;
  private volatile CompletableFuture<?> running = completedFuture(null);
  private volatile boolean closed;
  private volatile boolean failing;

  private Loop(
      ScheduledExecutorService timer, Duration pause, Supplier<CompletableFuture<?>> step) {
    this.timer = timer;
    this.pause = pause;
    this.step = step;
  }

  static Loop start(
      ScheduledExecutorService timer, Duration pause, Supplier<CompletableFuture<?>> step) {
    Loop loop = new Loop(timer, pause, step);
    timer.execute(loop::run);
    return loop;
  }

  private synchronized void run() {
    if (!closed) {
      running = completedFuture(null).thenCompose(start -> step.get()).handle(this::ended);
    }
  }

  private @Nullable Void ended(@Nullable Object result, @Nullable Throwable failure) {
    if (failure != null && !failing) {
      LOG.warn("A step failed and will be repeated: {}", failure.toString());
    }
    failing = failure != null;
    timer.schedule(this::run, pause.toMillis(), TimeUnit.MILLISECONDS);
    return null;
  }

  /** Waits for the step that is running; no other one starts. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    running.handle((done, failure) -> null).join();
  }
}
