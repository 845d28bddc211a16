package io.popoto.internal.engine;

import io.netty.util.Timeout;
import io.popoto.exception.PopotoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One command and its reply: sent at most once if it writes, tried again within the timeout if it
 * only reads or was never sent.
 */
final class Exchange {
  private static final long FIRST_DELAY_MILLIS = 5;
  private static final long MOST_DELAY_MILLIS = 100;

  private final Engine engine;
  private final Link link;
  private final Invocation invocation;
  private final boolean readOnly;
  private final Function<Boolean, TrackedCommand> commands;
  private final CompletableFuture<@Nullable Object> reply = new CompletableFuture<>();
  private long delay = FIRST_DELAY_MILLIS;
  private volatile @Nullable TrackedCommand sent;
  private @Nullable PopotoException lastFailure;

  /** Creates it; the commands are made with the script's text if the argument is true. */
  Exchange(
      Engine engine,
      Link link,
      Invocation invocation,
      boolean readOnly,
      Function<Boolean, TrackedCommand> commands) {
    this.engine = engine;
    this.link = link;
    this.invocation = invocation;
    this.readOnly = readOnly;
    this.commands = commands;
  }

  CompletableFuture<@Nullable Object> reply() {
    return reply;
  }

  void begin() {
    long left = invocation.nanosLeft();
    if (left <= 0) {
      reply.completeExceptionally(Failures.timeout(invocation.timeout(), false));
      return;
    }
    Timeout timer = engine.timer().newTimeout(ignored -> timeOut(), left, TimeUnit.NANOSECONDS);
    reply.whenComplete((value, failure) -> timer.cancel());
    attempt(false);
  }

  private void attempt(boolean withText) {
    if (reply.isDone()) {
      return;
    }
    TrackedCommand command = commands.apply(withText);
    sent = command;
    command.whenComplete((value, failure) -> ended(command, withText, value, failure));
    try {
      link.send(command);
    } catch (RuntimeException e) {
      command.completeExceptionally(e);
    }
  }

  private void ended(
      TrackedCommand command,
      boolean withText,
      @Nullable Object value,
      @Nullable Throwable failure) {
    IoThreads.mark();
    link.ended(failure == null || Failures.isReply(Failures.unwrap(failure)));
    if (failure == null) {
      reply.complete(value);
      return;
    }
    Throwable cause = Failures.unwrap(failure);
    if (Failures.isNoScript(cause) && !withText) {
      attempt(true);
      return;
    }
    boolean maySendAgain = readOnly || !command.written();
    boolean passing = !Failures.isReply(cause) || Failures.isLoading(cause);
    if (maySendAgain && passing && !reply.isDone() && !invocation.isCancelled()) {
      lastFailure = Failures.of(cause, false);
      engine.timer().newTimeout(ignored -> attempt(withText), delay, TimeUnit.MILLISECONDS);
      delay = Math.min(MOST_DELAY_MILLIS, 2 * delay);
      return;
    }
    reply.completeExceptionally(Failures.of(cause, !maySendAgain && !Failures.isReply(cause)));
  }

  private void timeOut() {
    TrackedCommand command = sent;
    boolean pending = command != null && !command.isDone();
    PopotoException failure = lastFailure;
    if (!pending && failure != null) {
      reply.completeExceptionally(failure);
      return;
    }
    // A command that is being cancelled may still be on its way to the socket.
    if (reply.completeExceptionally(Failures.timeout(invocation.timeout(), !readOnly))
        && command != null) {
      command.cancel();
      link.timedOut();
    }
  }
}
