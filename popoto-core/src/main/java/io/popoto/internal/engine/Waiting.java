package io.popoto.internal.engine;

import io.popoto.exception.PopotoException;
import io.popoto.exception.UnavailableException;
import java.time.Duration;
import java.util.Arrays;
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
    if (Thread.currentThread().isInterrupted()) {
      throw new UnavailableException(
          "The thread was interrupted before the call; nothing was sent.", null, false);
    }
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
          throw invocation.report(interrupted(invocation.mayHaveWritten()));
        }
      }
    }
  }

  private static UnavailableException interrupted(boolean mayHaveWritten) {
    return new UnavailableException(
        "Interrupted while waiting for Redis."
            + (mayHaveWritten ? " What was sent may have taken effect." : ""),
        null,
        mayHaveWritten);
  }

  /** Returns the failure with the frames of the caller above those of its origin. */
  private static RuntimeException rethrown(@Nullable Throwable failure) {
    if (failure instanceof PopotoException known) {
      StackTraceElement[] origin = known.getStackTrace();
      if (!isOfThisCall(origin)) {
        StackTraceElement[] here = new Throwable().getStackTrace();
        StackTraceElement[] both = Arrays.copyOf(here, here.length + origin.length);
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

  /** Returns whether a stack trace shows the caller, as one of this thread does. */
  private static boolean isOfThisCall(StackTraceElement[] trace) {
    return Arrays.stream(trace)
        .anyMatch(frame -> frame.getClassName().equals(Waiting.class.getName()));
  }
}
