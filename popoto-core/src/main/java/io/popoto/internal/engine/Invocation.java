package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.popoto.plan.FieldsCall;
import io.popoto.plan.ScriptCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of a user: where it decodes, how long it may take, whether it has been cancelled. */
public final class Invocation {
  private final Engine engine;
  private final Executor on;
  private final Duration timeout;
  private final long deadline;
  private final boolean bulk;
  private final boolean onMaster;
  private volatile boolean cancelled;
  private volatile boolean wrote;
  private final @Nullable Invocation parent;

  Invocation(Engine engine, Executor on, Duration timeout) {
    this.engine = engine;
    this.on = on;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.bulk = false;
    this.onMaster = false;
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
    this.parent = parent;
  }

  /**
   * Returns a part of this call with the whole timeout to itself, on the connection for bulk work.
   */
  public Invocation bulkStep() {
    return new Invocation(this, timeout, System.nanoTime() + timeout.toNanos(), true, onMaster);
  }

  /** Returns this call with another timeout, from now on; the same call for none. */
  Invocation within(@Nullable Duration other) {
    return other == null
        ? this
        : new Invocation(this, other, System.nanoTime() + other.toNanos(), bulk, onMaster);
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
    return decoded(engine.call(call, this), decode);
  }

  /** Returns the future of what is made of the fields of many hashes, decoded likewise. */
  <R> CompletableFuture<R> run(FieldsCall call, Function<List<byte[] @Nullable []>, R> decode) {
    return decoded(engine.read(call, this), reply -> decode.apply(HashesCommand.rows(call, reply)));
  }

  /** Returns the future of a plain reading command's result, decoded on the right thread. */
  public <R> CompletableFuture<R> hashOf(byte[] key, Function<@Nullable Object, R> decode) {
    return decoded(engine.read(CommandType.HGETALL, this, key), decode);
  }

  /** Returns the future of any reading command's result, from the master, decoded as the others. */
  public <R> CompletableFuture<R> command(
      CommandType type, List<byte[]> arguments, Function<@Nullable Object, R> decode) {
    return decoded(engine.read(type, onMaster(), arguments.toArray(new byte[0][])), decode);
  }

  /** Returns the future of whether a key exists. */
  public CompletableFuture<Boolean> exists(byte[] key) {
    return decoded(
        engine.read(CommandType.EXISTS, this, key), reply -> Long.valueOf(1).equals(reply));
  }

  /** Returns the future of whether the server answers. */
  public CompletableFuture<Boolean> ping() {
    return decoded(engine.read(CommandType.PING, onMaster()), reply -> true);
  }

  private <R> CompletableFuture<R> decoded(
      CompletableFuture<@Nullable Object> reply, Function<@Nullable Object, R> decode) {
    // Failures take the same way, so that no callback ever runs on an I/O thread.
    return reply.handleAsync(
        (value, failure) -> {
          if (isCancelled()) {
            throw new CancellationException("The call was cancelled.");
          }
          if (failure != null) {
            throw Failures.of(failure, false);
          }
          return decode.apply(value);
        },
        on);
  }

  /** Returns where decoding runs. */
  public Executor executor() {
    return on;
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
    wrote = true;
    if (parent != null) {
      parent.writes();
    }
  }

  /** Returns whether a command that writes may have been sent. */
  boolean mayHaveWritten() {
    return wrote;
  }

  /** Stops the steps that have not begun. */
  public void cancel() {
    cancelled = true;
  }

  /** Returns whether the call was cancelled. */
  public boolean isCancelled() {
    return cancelled || (parent != null && parent.isCancelled());
  }
}
