package io.popoto.internal.engine;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that knows whether it has been handed to the socket, and tells its link of that and of
 * the reply, even of one that nobody waits for any more.
 */
class TrackedCommand extends AsyncCommand<byte[], byte[], @Nullable Object> {
  private volatile boolean written;
  private volatile @Nullable Link link;
  private volatile boolean large;
  private volatile @Nullable Turns turns;
  private volatile long turn;
  private BooleanSupplier mayBeSent = () -> true;

  /** What to do when its bytes have left the buffers; {@link #FLUSHED} when they have. */
  private final AtomicReference<@Nullable Runnable> afterFlush = new AtomicReference<>();

  /** Stands for having been flushed, and does nothing. */
  private static final class Flushed implements Runnable {
    @Override
    public void run() {}
  }

  private static final Runnable FLUSHED = new Flushed();

  TrackedCommand(ProtocolKeyword keyword, CommandArgs<byte[], byte[]> arguments) {
    this(new Command<>(keyword, new ReplyOutput(), arguments));
  }

  TrackedCommand(RedisCommand<byte[], byte[], @Nullable Object> command) {
    super(command);
  }

  /**
   * Says what decides, at the last moment, whether it is still to be sent.
   *
   * @param bytes about how large it is
   */
  void askBeforeSending(BooleanSupplier decision, long bytes) {
    mayBeSent = decision;
    large = bytes >= InFlight.LEAST_COUNTED;
  }

  /** Returns whether {@link #flushed()} is to be called. */
  boolean isLarge() {
    return large;
  }

  /** Returns whether it is to be sent; asked once, by who sends it now. */
  boolean take() {
    return !isDone() && mayBeSent.getAsBoolean();
  }

  /** Returns what goes to the server, in this order; the last one is this. */
  List<RedisCommand<byte[], byte[], ?>> commands() {
    return List.of(this);
  }

  /** Returns whether it alone keeps a server busy, and a socket. */
  boolean isLong() {
    return commands().size() > 1;
  }

  /** Says whom to tell; to be called before the command is sent. */
  void sentOver(Link newLink) {
    link = newLink;
  }

  /** Tells the link which thread is that of its channel. */
  void passes(EventExecutor executor) {
    Link over = link;
    if (over != null) {
      over.passes(executor);
    }
  }

  /** Returns how many calls wait for the reply. */
  int weight() {
    return 1;
  }

  @Override
  public void encode(ByteBuf buffer) {
    IoThreads.mark();
    beingWritten();
    super.encode(buffer);
  }

  /** Says over which channel it goes. */
  void goesOver(Turns newTurns) {
    turns = newTurns;
    newTurns.of(link);
  }

  /** Returns whether the server had answered all that was written before it, but not this. */
  boolean wasNext() {
    Turns over = turns;
    return over != null && written && over.isNext(turn);
  }

  /** From here on the server may get it. */
  void beingWritten() {
    written = true;
    Turns channel = turns;
    if (channel != null) {
      turn = channel.taken();
    }
    Link over = link;
    if (over != null) {
      over.wrote();
    }
  }

  /** Called when the server has replied, be it with an error. */
  @Override
  public void complete() {
    IoThreads.mark();
    Link over = link;
    if (over != null) {
      over.heard();
    }
    Turns channel = turns;
    if (channel != null) {
      channel.answered();
    }
    super.complete();
  }

  /** Its bytes are on their way, or will never be: no buffer holds them any more. */
  void flushed() {
    Runnable task = afterFlush.getAndSet(FLUSHED);
    if (task != null) {
      task.run();
    }
  }

  /** Does something once no buffer holds it: now, if it was not written or has left already. */
  void whenFlushed(Runnable task) {
    if (!written || !afterFlush.compareAndSet(null, task)) {
      task.run();
    }
  }

  /** Returns false only if nothing of it can have reached the server. */
  boolean written() {
    return written;
  }
}
