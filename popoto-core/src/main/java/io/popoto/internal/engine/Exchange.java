package io.popoto.internal.engine;

import io.lettuce.core.RedisException;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One command and its reply: sent at most once if it writes, tried again within the timeout if it
 * only reads or was never sent.
 *
 * <p>Callers, timers, the threads of channels and whoever closes the engine meet here. One atomic
 * state decides between them: what ended while {@link State#WAITING} is never sent, so that it can
 * be said for certain that it had no effect.
 */
final class Exchange {
  private static final long FIRST_DELAY_MILLIS = 5;
  private static final long MOST_DELAY_MILLIS = 100;

  /** What was next to be answered at a cut comes after what was cut with it. */
  private static final long DELAY_AFTER_CUT_MILLIS = 40;

  /** A server that cuts a read in its reply twice will do it again, at the cost of all others. */
  private static final int MOST_CUTS = 2;

  /** An executor that is only busy gets so much longer to take what ended by its timeout. */
  private static final long GRACE_MILLIS = 30;

  private enum State {
    /** Nothing can have reached the server; what was sent before had no effect. */
    WAITING,
    /** A command was taken by a connection, and may reach the server at any time. */
    TAKEN,
    /** The result is known, whatever comes now. */
    ENDED
  }

  /** What an exchange needs of the engine. */
  interface Host {
    Timer timer();

    boolean isClosed();

    /** Told that a server does not know EVAL_RO: that of before Redis 7. */
    void lacksReadOnlyScripts();

    /** Returns whether calls fail at once while it is known that there is no connection. */
    boolean failsFast();

    /** Told once of each exchange that has begun. */
    void ended(Exchange exchange);
  }

  /**
   * What is to be sent.
   *
   * @param readOnly whether it writes nothing, so that it may be sent twice
   * @param textFirst whether the first attempt is made with the script's text
   * @param bytes about how large it is
   * @param commands makes the command, with the script's text if the argument is true
   */
  record Request(
      boolean readOnly,
      boolean textFirst,
      long bytes,
      Function<Boolean, TrackedCommand> commands) {}

  private final Host host;
  private final Route route;
  private final Invocation invocation;
  private final Request request;
  private final Step<?> step;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private long delay = FIRST_DELAY_MILLIS;
  private int cuts;
  private boolean begun;
  private volatile @Nullable TrackedCommand sent;
  private volatile @Nullable Throwable lastFailure;
  private volatile @Nullable Timeout timer;

  Exchange(Host host, Route route, Invocation invocation, Request request, Step<?> step) {
    this.host = host;
    this.route = route;
    this.invocation = invocation;
    this.request = request;
    this.step = step;
  }

  /** Returns about how large the request is. */
  long bytes() {
    return request.bytes();
  }

  /** Returns the command that was made last. */
  @Nullable TrackedCommand command() {
    return sent;
  }

  void begin() {
    begun = true;
    long left = invocation.nanosLeft();
    if (left <= 0) {
      timeOut();
      return;
    }
    Timeout armed = later(this::timeOut, left, TimeUnit.NANOSECONDS);
    timer = armed;
    if (armed == null) {
      abandon();
      return;
    }
    attempt(request.textFirst());
  }

  /** Fails without having begun. */
  void refuse(Throwable failure) {
    if (state.getAndSet(State.ENDED) != State.ENDED) {
      timer = later(step::overdue, Math.max(0, invocation.nanosLeft()), TimeUnit.NANOSECONDS);
      step.replied(this, null, failure);
    }
  }

  /** Somebody has taken the result over, so that nothing need be watched any more. */
  void settled() {
    Timeout armed = timer;
    if (armed != null) {
      armed.cancel();
    }
  }

  private void attempt(boolean withText) {
    if (state.get() == State.ENDED) {
      return;
    }
    if (invocation.isCancelled()) {
      endUnsent(new CancellationException("The call was cancelled."));
      return;
    }
    Throwable down = route.down();
    if (down != null && host.failsFast()) {
      endUnsent(Failures.of(down, false));
      return;
    }
    if (route.isHopeless()) {
      // What is not sent to a dead peer cannot take effect when the caller has given up long ago.
      route.suspect();
      again(withText);
      return;
    }
    TrackedCommand command;
    try {
      command = request.commands().apply(withText);
    } catch (Throwable e) {
      // It runs out of memory, say; a timer's or a channel's thread has nobody to tell.
      endUnsent(e);
      return;
    }
    command.askBeforeSending(this::take, request.bytes());
    sent = command;
    var unused = command.whenComplete((value, failure) -> ended(command, withText, value, failure));
    try {
      route.send(command);
    } catch (RuntimeException e) {
      command.completeExceptionally(e);
    }
  }

  /** Asked just before a command goes to the socket; from true on, the server may get it. */
  private boolean take() {
    // In this order: who cancels looks at these two the other way round.
    if (!request.readOnly()) {
      invocation.writes();
    }
    boolean cancelled = invocation.isCancelled();
    if (!cancelled && state.compareAndSet(State.WAITING, State.TAKEN)) {
      return true;
    }
    wroteNothing();
    if (cancelled) {
      endUnsent(new CancellationException("The call was cancelled."));
    }
    return false;
  }

  private void wroteNothing() {
    if (!request.readOnly()) {
      invocation.wroteNothing();
    }
  }

  /** Ends with a failure if nothing is on its way. */
  private void endUnsent(Throwable failure) {
    if (state.compareAndSet(State.WAITING, State.ENDED)) {
      finish(null, failure);
    }
  }

  private void finish(@Nullable Object value, @Nullable Throwable failure) {
    if (begun) {
      host.ended(this);
    }
    step.replied(this, value, failure);
  }

  private void again(boolean withText) {
    if (later(() -> attempt(withText), Jitter.of(delay), TimeUnit.MILLISECONDS) == null) {
      abandon();
    }
    delay = Math.min(MOST_DELAY_MILLIS, 2 * delay);
  }

  /** Returns null if the timer takes nothing more, since it was stopped. */
  private @Nullable Timeout later(Runnable task, long time, TimeUnit unit) {
    try {
      return host.timer()
          .newTimeout(
              ignored -> {
                IoThreads.mark();
                task.run();
              },
              time,
              unit);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private void ended(
      TrackedCommand command,
      boolean withText,
      @Nullable Object value,
      @Nullable Throwable failure) {
    if (failure == null) {
      if (state.compareAndSet(State.TAKEN, State.ENDED)) {
        finish(value, null);
      }
      return;
    }
    Throwable cause = Failures.unwrap(failure);
    ErrorReply error = ErrorReply.of(cause);
    boolean replied = error != ErrorReply.NONE;
    boolean knowsNoScript = error == ErrorReply.UNKNOWN_SCRIPT && !withText;
    boolean knowsNoCommand =
        error == ErrorReply.UNKNOWN_COMMAND
            && command instanceof ScriptCommand script
            && script.isReadOnly();
    boolean hadNoEffect =
        knowsNoScript
            || knowsNoCommand
            || (replied ? error.passes() : request.readOnly() || !command.written());
    boolean cutInReply =
        !replied && request.readOnly() && command.wasNext() && !(cause instanceof Moved);
    if (cutInReply) {
      cuts++;
      delay = Math.max(delay, DELAY_AFTER_CUT_MILLIS);
    }
    boolean goesOn = hadNoEffect && !host.isClosed() && cuts < MOST_CUTS;
    if (goesOn) {
      if (state.compareAndSet(State.TAKEN, State.WAITING)) {
        wroteNothing();
      }
      if (state.get() != State.WAITING) {
        return;
      }
      if (knowsNoScript) {
        attempt(true);
      } else if (knowsNoCommand) {
        host.lacksReadOnlyScripts();
        attempt(withText);
      } else {
        lastFailure = cause;
        if (error == ErrorReply.NOT_HERE) {
          route.renew();
        }
        again(withText);
      }
    } else if (state.getAndSet(State.ENDED) != State.ENDED) {
      finish(
          null,
          host.isClosed() && !replied
              ? Failures.closed(!hadNoEffect)
              : cutInReply ? Failures.cutInReply(cause) : Failures.of(cause, !hadNoEffect));
    }
  }

  private void timeOut() {
    State before = state.getAndSet(State.ENDED);
    if (before != State.ENDED) {
      Throwable failure = lastFailure;
      boolean taken = before == State.TAKEN;
      finish(
          null,
          !taken && failure != null
              ? Failures.of(failure, false)
              : Failures.timeout(invocation.timeout(), taken && !request.readOnly()));
      TrackedCommand command = sent;
      if (command != null) {
        if (!taken) {
          command.giveUp();
        }
        // One that is being cancelled may still be on its way to the socket.
        command.cancel();
        route.suspect();
      }
    }
    if (!step.isSettled()) {
      Timeout grace = later(step::overdue, GRACE_MILLIS, TimeUnit.MILLISECONDS);
      if (grace == null) {
        step.overdue();
      }
    }
  }

  /** A route has another connection now: a read that waits for a reply need not wait on. */
  void moved(Route moved) {
    TrackedCommand command = sent;
    if (moved == route && request.readOnly() && command != null && command.written()) {
      command.completeExceptionally(new Moved());
    }
  }

  private static final class Moved extends RedisException {
    private static final long serialVersionUID = 1L;

    Moved() {
      super("the connection fell silent and was replaced");
    }
  }

  /** Fails, since the engine is being closed and nobody else will end this. */
  void abandon() {
    State before = state.getAndSet(State.ENDED);
    if (before != State.ENDED) {
      finish(null, Failures.closed(before == State.TAKEN && !request.readOnly()));
    }
  }
}
