package io.popoto.internal.engine;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private volatile long bytes;
  private volatile @Nullable Turns turns;
  private volatile long turn;
  private BooleanSupplier mayBeSent = () -> true;

  /** Tells who counts what waits for the socket; small commands are not counted. */
  private volatile @Nullable Runnable leaving;

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
   * @param size about how many bytes it has
   */
  void askBeforeSending(BooleanSupplier decision, long size) {
    mayBeSent = decision;
    bytes = size >= InFlight.LEAST_COUNTED ? size : 0;
  }

  /** Drops what it holds: it will never be sent, but may stand in a queue for a while. */
  void giveUp() {
    mayBeSent = () -> false;
  }

  /** Returns about how many bytes it has; 0 for one that is small. */
  long bytes() {
    return bytes;
  }

  /** Returns whether {@link #flushed()} is to be called. */
  final boolean isLarge() {
    return bytes() > 0;
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

  /** Says what to do once when it has left the buffers, or has ended without getting there. */
  void onLeaving(Runnable task) {
    AtomicBoolean left = new AtomicBoolean();
    Runnable once =
        () -> {
          if (left.compareAndSet(false, true)) {
            task.run();
          }
        };
    leaving = once;
    var unused =
        whenComplete(
            (reply, failure) -> {
              if (!written) {
                once.run();
              }
            });
  }

  /** Its bytes are on their way, or will never be: no buffer holds them any more. */
  void flushed() {
    Runnable counter = leaving;
    if (counter != null) {
      counter.run();
    }
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
