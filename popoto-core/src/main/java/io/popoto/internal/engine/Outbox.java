package io.popoto.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Gathers commands while the server is busy with earlier ones, so that many go to the socket at
 * once: with few unanswered, a command is sent immediately; with more, when the next reply comes.
 * The server would not have come to it sooner. It is the algorithm of Nagle (RFC 896) with commands
 * for bytes. Thread-safe.
 */
final class Outbox {
  /** So many keep a server busy until the next ones have come. */
  private static final int ENOUGH_UNANSWERED = 8;

  private final Consumer<List<TrackedCommand>> socket;
  private final Queue<TrackedCommand> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicBoolean sending = new AtomicBoolean();

  /** Creates it over what takes commands to the socket together. */
  Outbox(Consumer<List<TrackedCommand>> socket) {
    this.socket = socket;
  }

  /** Sends a command now or soon. Whatever ends it counts as its answer. */
  void send(TrackedCommand command) {
    waiting.add(command);
    if (unanswered.get() < ENOUGH_UNANSWERED) {
      sendWaiting();
    }
  }

  private void sendWaiting() {
    // One thread at a time, which also sends what others add meanwhile.
    while (!waiting.isEmpty() && sending.compareAndSet(false, true)) {
      try {
        sendTogether(batch());
      } finally {
        sending.set(false);
      }
      if (unanswered.get() >= ENOUGH_UNANSWERED) {
        return;
      }
    }
  }

  /** Takes what waits, without what has been given up meanwhile. */
  private List<TrackedCommand> batch() {
    List<TrackedCommand> batch = new ArrayList<>();
    for (TrackedCommand next = waiting.poll(); next != null; next = waiting.poll()) {
      if (!next.isDone()) {
        batch.add(next);
      }
    }
    return batch;
  }

  private void sendTogether(List<TrackedCommand> batch) {
    if (batch.isEmpty()) {
      return;
    }
    unanswered.addAndGet(batch.size());
    try {
      socket.accept(batch);
    } finally {
      batch.forEach(command -> command.whenComplete((reply, failure) -> answered()));
    }
  }

  private void answered() {
    unanswered.decrementAndGet();
    sendWaiting();
  }
}
