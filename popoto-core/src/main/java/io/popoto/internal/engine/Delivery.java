package io.popoto.internal.engine;

import io.popoto.exception.PopotoException;
import io.popoto.exception.UnavailableException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The future that a user gets: it fails rather than throws, and cancelling it stops the call. */
final class Delivery<R> extends CompletableFuture<R> {
  private final Invocation invocation;

  private Delivery(Invocation invocation) {
    this.invocation = invocation;
  }

  static <R> CompletableFuture<R> of(
      Invocation invocation, Function<Invocation, CompletableFuture<R>> operation) {
    Delivery<R> delivery = new Delivery<>(invocation);
    try {
      CompletableFuture<R> unused = operation.apply(invocation).whenComplete(delivery::complete);
    } catch (Throwable e) {
      // Errors too: they come from constructors, codecs and accessors of users.
      delivery.completeExceptionally(e);
    }
    return delivery;
  }

  private void complete(R result, @Nullable Throwable failure) {
    if (failure == null) {
      complete(result);
    } else {
      completeExceptionally(Failures.unwrap(failure));
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (isDone()) {
      return isCancelled();
    }
    invocation.cancel();
    CancellationException cancelled = new CancellationException("The call was cancelled.");
    PopotoException why =
        new UnavailableException("The call was cancelled.", null, invocation.mayHaveWritten());
    PopotoException known = invocation.report(why);
    if (known != why) {
      cancelled.initCause(known);
    }
    completeExceptionally(cancelled);
    return isCancelled();
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
