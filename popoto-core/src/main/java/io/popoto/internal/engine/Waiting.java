package io.popoto.internal.engine;

import io.popoto.exception.PopotoException;
import io.popoto.exception.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a result and, meanwhile, does the decoding for it. */
final class Waiting implements Executor {
  private final Thread thread = Thread.currentThread();
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  private Waiting() {}

  static <R> R on(
      Engine engine, Duration timeout, Function<Invocation, CompletableFuture<R>> operation) {
    IoThreads.refuseToWait();
    Waiting waiting = new Waiting();
    Invocation invocation = new Invocation(engine, waiting, timeout);
    CompletableFuture<R> result = operation.apply(invocation);
    waiting.until(result, invocation);
    try {
      return result.join();
    } catch (CompletionException | CancellationException e) {
      throw rethrown(Failures.unwrap(e));
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    LockSupport.unpark(thread);
  }

  private void until(CompletableFuture<?> result, Invocation invocation) {
    if (!result.isDone()) {
      result.whenComplete((value, failure) -> LockSupport.unpark(thread));
    }
    while (true) {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      } else if (result.isDone()) {
        return;
      } else {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          thread.interrupt();
          invocation.cancel();
          throw new UnavailableException(
              "Interrupted while waiting for Redis; what was sent may have taken effect.",
              null,
              true);
        }
      }
    }
  }

  /** Returns the failure with the frames of the caller beneath those of its origin. */
  private static RuntimeException rethrown(@Nullable Throwable failure) {
    if (failure instanceof PopotoException known) {
      StackTraceElement[] origin = known.getStackTrace();
      StackTraceElement[] here = new Throwable().getStackTrace();
      if (here.length > 0 && !java.util.Arrays.asList(origin).contains(here[here.length - 1])) {
        StackTraceElement[] both = java.util.Arrays.copyOf(here, here.length + origin.length);
        System.arraycopy(origin, 0, both, here.length, origin.length);
        known.setStackTrace(both);
      }
      return known;
    }
    if (failure instanceof RuntimeException runtime) {
      return runtime;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(failure);
  }
}
