package io.popoto.internal.engine;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers commands while the server is busy with earlier ones, so that many go to the socket at
 * once: with few unanswered, a command is sent immediately; with more, when the next reply comes.
 * The server would not have come to it sooner. It is the algorithm of Nagle (RFC 896) with commands
 * for bytes. What the socket does not take waits here as well: what has ended by then is never
 * sent, and a server that was away for a while need not work through megabytes that nobody waits
 * for. Commands reach the server in the order in which they came here. Thread-safe.
 */
final class Outbox {
  /** So many keep a server busy until the next ones have come. */
  private static final int ENOUGH_UNANSWERED = 8;

  /** So many, of large commands, keep a socket busy until the next ones have come. */
  private static final long ENOUGH_BYTES = 256 * 1024;

  private final Consumer<List<TrackedCommand>> socket;
  private final Supplier<@Nullable EventExecutor> thread;
  private final Queue<TrackedCommand> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Runnable whenScheduled = this::sendScheduled;
  private final AtomicBoolean sending = new AtomicBoolean();

  private volatile Load load = new Load();

  /** What was sent last, and by whom; changed by who is sending. */
  private volatile @Nullable TrackedCommand last;

  private volatile @Nullable Thread sender;

  /**
   * Creates it.
   *
   * @param socket takes commands together
   * @param thread gives the thread of the channel, which alone sends: what another one sent would
   *     wait there, and could be overtaken; null before the first command
   */
  Outbox(Consumer<List<TrackedCommand>> socket, Supplier<@Nullable EventExecutor> thread) {
    this.socket = socket;
    this.thread = thread;
  }

  /** What one connection has been given. */
  private static final class Load {
    final AtomicInteger unanswered = new AtomicInteger();

    /** The bytes of large commands that the socket has not taken yet. */
    final AtomicLong unsent = new AtomicLong();

    boolean hasEnough() {
      return unanswered.get() >= ENOUGH_UNANSWERED || isCongested();
    }

    boolean isCongested() {
      return unsent.get() >= ENOUGH_BYTES;
    }
  }

  /** There is another connection: what the one before owes holds nothing up any more. */
  void startAnew() {
    load = new Load();
    wakeIfNeeded();
  }

  /** Keeps nothing of the last command, whose decoder knows the classes of a model. */
  void forget() {
    last = null;
  }

  /** Sends a command now or soon. Whatever ends it counts as its answer. */
  void send(TrackedCommand command) {
    waiting.add(command);
    if (!load.hasEnough()) {
      wake();
    }
  }

  private void wakeIfNeeded() {
    if (!waiting.isEmpty()) {
      wake();
    }
  }

  private void wake() {
    EventExecutor executor = thread.get();
    if (executor == null || executor.inEventLoop()) {
      sendWaiting();
    } else {
      schedule(executor);
    }
  }

  private void schedule(EventExecutor executor) {
    if (scheduled.compareAndSet(false, true)) {
      try {
        executor.execute(whenScheduled);
      } catch (RejectedExecutionException e) {
        // All is being closed: what is sent now fails at once.
        scheduled.set(false);
        sender = Thread.currentThread();
        sendWaiting();
      }
    }
  }

  private void sendScheduled() {
    scheduled.set(false);
    sendWaiting();
  }

  private void sendWaiting() {
    // One thread at a time, which also sends what others add meanwhile.
    while (!waiting.isEmpty() && !load.isCongested() && sending.compareAndSet(false, true)) {
      EventExecutor executor = thread.get();
      boolean overtakes = executor != null && executor.inEventLoop() && othersAreOnTheirWay();
      try {
        if (!overtakes) {
          sendTogether(batch());
        }
      } finally {
        sending.set(false);
      }
      if (overtakes) {
        schedule(executor);
        return;
      }
      if (load.hasEnough()) {
        return;
      }
    }
  }

  /**
   * Returns whether what another thread has sent still waits for that of the channel, as can be
   * when a connection is new.
   */
  private boolean othersAreOnTheirWay() {
    TrackedCommand sent = last;
    return sent != null && sender != Thread.currentThread() && !sent.written() && !sent.isDone();
  }

  /**
   * Takes what waits, without what has been given up meanwhile, but nothing behind a long command:
   * the server may begin with that while the next ones are being written. Nor does it take more
   * bytes than keep a socket busy.
   */
  private List<TrackedCommand> batch() {
    List<TrackedCommand> batch = new ArrayList<>();
    long bytes = 0;
    for (TrackedCommand next = waiting.poll(); next != null; next = waiting.poll()) {
      if (next.take()) {
        batch.add(next);
        bytes += next.bytes();
        if (next.isLong() || bytes >= ENOUGH_BYTES) {
          break;
        }
      }
    }
    return batch;
  }

  private void sendTogether(List<TrackedCommand> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<TrackedCommand> sent = ScriptCommand.joined(batch);
    Load over = load;
    over.unanswered.addAndGet(batch.size());
    sent.forEach(command -> count(command, over));
    last = sent.get(sent.size() - 1);
    sender = Thread.currentThread();
    try {
      socket.accept(sent);
    } finally {
      sent.forEach(command -> command.whenComplete((reply, failure) -> answered(command, over)));
    }
  }

  private void count(TrackedCommand command, Load over) {
    long bytes = command.bytes();
    if (bytes > 0) {
      over.unsent.addAndGet(bytes);
      command.onLeaving(
          () -> {
            over.unsent.addAndGet(-bytes);
            wakeIfNeeded();
          });
    }
  }

  private void answered(TrackedCommand command, Load over) {
    over.unanswered.addAndGet(-command.weight());
    wakeIfNeeded();
  }
}
