package io.popoto.internal.engine;

import io.netty.util.Timeout;
import java.util.concurrent.CancellationException;
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
  private final boolean textFirst;
  private final Function<Boolean, TrackedCommand> commands;
  private final CompletableFuture<@Nullable Object> reply = new CompletableFuture<>();
  private long delay = FIRST_DELAY_MILLIS;
  private volatile @Nullable TrackedCommand sent;
  private volatile @Nullable Throwable lastFailure;

  /**
   * Creates it.
   *
   * @param textFirst whether the first attempt is made with the script's text
   * @param commands makes the command, with the script's text if the argument is true
   */
  Exchange(
      Engine engine,
      Link link,
      Invocation invocation,
      boolean readOnly,
      boolean textFirst,
      Function<Boolean, TrackedCommand> commands) {
    this.engine = engine;
    this.link = link;
    this.invocation = invocation;
    this.readOnly = readOnly;
    this.textFirst = textFirst;
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
    Timeout timer = later(this::timeOut, left, TimeUnit.NANOSECONDS);
    if (timer != null) {
      reply.whenComplete((value, failure) -> timer.cancel());
      attempt(textFirst);
    }
  }

  private void attempt(boolean withText) {
    if (reply.isDone()) {
      return;
    }
    if (invocation.isCancelled()) {
      reply.completeExceptionally(new CancellationException("The call was cancelled."));
      return;
    }
    if (link.isHopeless()) {
      // What is not sent to a dead peer cannot take effect when the caller has given up long ago.
      link.suspect();
      again(withText);
      return;
    }
    TrackedCommand command = commands.apply(withText);
    sent = command;
    if (!readOnly) {
      invocation.writes();
    }
    command.whenComplete((value, failure) -> ended(command, withText, value, failure));
    try {
      link.send(command);
    } catch (RuntimeException e) {
      command.completeExceptionally(e);
    }
  }

  private void again(boolean withText) {
    later(() -> attempt(withText), delay, TimeUnit.MILLISECONDS);
    delay = Math.min(MOST_DELAY_MILLIS, 2 * delay);
  }

  private @Nullable Timeout later(Runnable task, long time, TimeUnit unit) {
    try {
      return engine
          .timer()
          .newTimeout(
              ignored -> {
                IoThreads.mark();
                task.run();
              },
              time,
              unit);
    } catch (RuntimeException e) {
      // The timer takes nothing more once it was stopped.
      abandon();
      return null;
    }
  }

  private void ended(
      TrackedCommand command,
      boolean withText,
      @Nullable Object value,
      @Nullable Throwable failure) {
    if (failure == null) {
      reply.complete(value);
      return;
    }
    if (reply.isDone()) {
      return;
    }
    Throwable cause = Failures.unwrap(failure);
    if (Failures.isNoScript(cause) && !withText) {
      attempt(true);
      return;
    }
    if (command instanceof ScriptCommand script
        && script.isReadOnly()
        && Failures.isUnknownCommand(cause)) {
      engine.lacksReadOnlyScripts();
      attempt(withText);
      return;
    }
    boolean replied = Failures.isReply(cause);
    boolean mayBeSentAgain = replied ? Failures.isNotReady(cause) : readOnly || !command.written();
    if (mayBeSentAgain && !engine.isClosed()) {
      lastFailure = cause;
      again(withText);
      return;
    }
    reply.completeExceptionally(
        engine.isClosed() && !replied
            ? Failures.closed(!mayBeSentAgain)
            : Failures.of(cause, !mayBeSentAgain));
  }

  private void timeOut() {
    TrackedCommand command = sent;
    boolean pending = command != null && !command.isDone();
    Throwable failure = lastFailure;
    if (!pending && failure != null) {
      reply.completeExceptionally(Failures.of(failure, false));
      return;
    }
    // A command that is being cancelled may still be on its way to the socket.
    if (reply.completeExceptionally(Failures.timeout(invocation.timeout(), pending && !readOnly))
        && command != null) {
      command.cancel();
      link.suspect();
    }
  }

  /** Fails, since the engine is being closed and nobody else will end this. */
  void abandon() {
    TrackedCommand command = sent;
    boolean pending = command != null && !command.isDone();
    reply.completeExceptionally(Failures.closed(pending && !readOnly));
  }
}
