package io.popoto.internal.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The result of one exchange: decoded on the right thread, or failed when its time is over. */
final class Step<R> extends Handover {
  private final Invocation invocation;
  private final boolean readOnly;
  private final Function<@Nullable Object, R> decode;
  private final CompletableFuture<R> result = new CompletableFuture<>();
  private volatile @Nullable Exchange exchange;
  private @Nullable Object value;
  private @Nullable Throwable failure;

  /**
   * Creates it.
   *
   * @param own where it fails if nobody takes the result
   */
  Step(
      Executor own, Invocation invocation, boolean readOnly, Function<@Nullable Object, R> decode) {
    super(own);
    this.invocation = invocation;
    this.readOnly = readOnly;
    this.decode = decode;
  }

  CompletableFuture<R> result() {
    return result;
  }

  /** Called once, by any thread; failures take the same way, so that no callback runs on it. */
  void replied(Exchange from, @Nullable Object newValue, @Nullable Throwable newFailure) {
    value = newValue;
    failure = newFailure;
    exchange = from;
    to(invocation.executor());
    if (invocation.waits()) {
      // A thread that waits takes it as soon as it runs.
      from.settled();
    }
  }

  @Override
  void take() {
    settled();
    R decoded;
    try {
      if (invocation.isCancelled()) {
        throw cancelled();
      }
      if (failure != null) {
        throw Failures.of(failure, false);
      }
      decoded = decode.apply(value);
    } catch (Throwable e) {
      result.completeExceptionally(e);
      return;
    }
    result.complete(decoded);
  }

  @Override
  void giveUp(@Nullable Throwable refusal) {
    settled();
    Throwable failed = failure;
    if (invocation.isCancelled()) {
      result.completeExceptionally(cancelled());
    } else if (failed != null) {
      result.completeExceptionally(Failures.of(failed, false));
    } else {
      result.completeExceptionally(Failures.undelivered(invocation.timeout(), !readOnly, refusal));
    }
  }

  private void settled() {
    Exchange from = exchange;
    if (from != null) {
      from.settled();
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("The call was cancelled.");
  }
}
