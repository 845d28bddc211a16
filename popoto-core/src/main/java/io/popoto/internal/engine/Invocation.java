package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.popoto.exception.PopotoException;
import io.popoto.plan.FieldsCall;
import io.popoto.plan.ScriptCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One call of a user: where it decodes, how long it may take, whether it has been cancelled. */
public final class Invocation {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Engine engine;
  private final Executor on;
  private final Duration timeout;
  private final long deadline;
  private final boolean bulk;
  private final boolean onMaster;
  private volatile boolean cancelled;

  /** How many commands that write were sent and may have had an effect. */
  private final AtomicInteger written;

  /** Tells what has been done if the call ends before its end; of the whole call. */
  private final AtomicReference<@Nullable UnaryOperator<PopotoException>> progress;

  private final @Nullable Invocation parent;

  Invocation(Engine engine, Executor on, Duration timeout) {
    this.engine = engine;
    this.on = on;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + nanos(timeout);
    this.bulk = false;
    this.onMaster = false;
    this.written = new AtomicInteger();
    this.progress = new AtomicReference<>();
    this.parent = null;
  }

  private Invocation(
      Invocation parent, Duration timeout, long deadline, boolean bulk, boolean onMaster) {
    this.engine = parent.engine;
    this.on = parent.on;
    this.timeout = timeout;
    this.deadline = deadline;
    this.bulk = bulk;
    this.onMaster = onMaster;
    this.written = parent.written;
    this.progress = parent.progress;
    this.parent = parent;
  }

  /** Returns a time in nanoseconds, a century at most, which no sum makes overflow. */
  static long nanos(Duration time) {
    return time.compareTo(LONGEST) < 0 ? time.toNanos() : LONGEST.toNanos();
  }

  /**
   * Returns a part of this call with the whole timeout to itself, on the connection for bulk work.
   */
  public Invocation bulkStep() {
    return new Invocation(this, timeout, System.nanoTime() + nanos(timeout), true, onMaster);
  }

  /** Returns this call with another timeout, from now on; the same call for none. */
  Invocation within(@Nullable Duration other) {
    return other == null
        ? this
        : new Invocation(this, other, System.nanoTime() + nanos(other), bulk, onMaster);
  }

  /** Returns this call on the connection for bulk work, without any more time. */
  Invocation onBulk() {
    return new Invocation(this, timeout, deadline, true, onMaster);
  }

  /** Returns this call with reads that see every write that is complete, and so on no replica. */
  Invocation onMaster() {
    return new Invocation(this, timeout, deadline, bulk, true);
  }

  /** Returns the future of a script call's result, decoded on the right thread. */
  public <R> CompletableFuture<R> run(ScriptCall call, Function<@Nullable Object, R> decode) {
    Step<R> step = new Step<>(engine.rescue(), this, call.readOnly(), decode);
    engine.call(call, this, step);
    return step.result();
  }

  /** Returns the future of what is made of the fields of many hashes, decoded likewise. */
  <R> CompletableFuture<R> run(FieldsCall call, Function<List<byte[] @Nullable []>, R> decode) {
    Step<R> step =
        new Step<>(
            engine.rescue(), this, true, reply -> decode.apply(HashesCommand.rows(call, reply)));
    engine.read(call, this, step);
    return step.result();
  }

  /** Returns the future of a plain reading command's result, decoded on the right thread. */
  public <R> CompletableFuture<R> hashOf(byte[] key, Function<@Nullable Object, R> decode) {
    return read(CommandType.HGETALL, decode, key);
  }

  /** Returns the future of any reading command's result, from the master, decoded as the others. */
  public <R> CompletableFuture<R> command(
      CommandType type, List<byte[]> arguments, Function<@Nullable Object, R> decode) {
    return onMaster().read(type, decode, arguments.toArray(new byte[0][]));
  }

  /** Returns the future of whether a key exists. */
  public CompletableFuture<Boolean> exists(byte[] key) {
    return read(CommandType.EXISTS, reply -> Long.valueOf(1).equals(reply), key);
  }

  /** Returns the future of whether the server answers. */
  public CompletableFuture<Boolean> ping() {
    return onMaster().read(CommandType.PING, reply -> true);
  }

  private <R> CompletableFuture<R> read(
      CommandType type, Function<@Nullable Object, R> decode, byte[]... arguments) {
    Step<R> step = new Step<>(engine.rescue(), this, true, decode);
    engine.read(type, this, step, arguments);
    return step.result();
  }

  /** Told that a user lacks a right that has been tried: writes begin to try theirs again. */
  void doubtRights() {
    engine.doubtRights();
  }

  /** Returns where decoding runs. */
  public Executor executor() {
    return on;
  }

  /** Returns whether a thread waits for the result, and does the decoding. */
  boolean waits() {
    return on instanceof Waiting;
  }

  /** Returns how many bytes of requests may be in flight. */
  long mostBytes() {
    return engine.config().maxBytesInFlight();
  }

  boolean isBulk() {
    return bulk;
  }

  boolean isOnMaster() {
    return onMaster;
  }

  Duration timeout() {
    return timeout;
  }

  long nanosLeft() {
    return deadline - System.nanoTime();
  }

  /** Remembers that a command that writes is being sent. */
  void writes() {
    written.incrementAndGet();
  }

  /** Takes one {@link #writes()} back: the command certainly had no effect. */
  void wroteNothing() {
    written.decrementAndGet();
  }

  /** Returns whether a command that writes may have been sent. */
  boolean mayHaveWritten() {
    return written.get() > 0;
  }

  /** Says who tells, if the call is interrupted or cancelled, what was done until then. */
  void reports(UnaryOperator<PopotoException> newProgress) {
    progress.set(newProgress);
  }

  /** Returns what was done until now, with the reason for the end; the reason if nobody knows. */
  PopotoException report(PopotoException why) {
    UnaryOperator<PopotoException> known = progress.get();
    return known == null ? why : known.apply(why);
  }

  /**
   * Stops the steps that have not begun. What {@link #mayHaveWritten()} returns after it stays true
   * of them.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Returns whether the call was cancelled. */
  public boolean isCancelled() {
    return cancelled || (parent != null && parent.isCancelled());
  }
}
