package io.popoto.examples.fooddelivery;

import io.javalin.http.sse.SseClient;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open page. What it is told waits in a short queue, so that a page that reads slowly holds up
 * nobody; one that falls too far behind is let go, comes back, and starts with a new picture.
 */
final class Screen {
  private static final int MOST_WAITING = 50;

  private final SseClient client;
  private final Executor executor;
  private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile boolean shown;

  Screen(SseClient client, Executor executor) {
    this.client = client;
    this.executor = executor;
  }

  private record Message(String event, String json) {}

  /** Shows a whole picture. */
  void show(String json) {
    send("picture", json);
    shown = true;
  }

  /** Tells of a change, unless the page has no picture yet that it could change. */
  void tell(String event, String json) {
    if (shown) {
      send(event, json);
    }
  }

  private void send(String event, String json) {
    if (!waiting.offer(new Message(event, json))) {
      close();
    } else {
      sendOn();
    }
  }

  boolean isClosed() {
    return client.terminated();
  }

  void close() {
    client.close();
  }

  private void sendOn() {
    if (!waiting.isEmpty() && sending.compareAndSet(false, true)) {
      executor.execute(this::sendAll);
    }
  }

  private void sendAll() {
    try {
      Message message = waiting.poll();
      while (message != null && !client.terminated()) {
        client.sendEvent(message.event, message.json);
        message = waiting.poll();
      }
    } finally {
      sending.set(false);
    }
    if (!client.terminated()) {
      sendOn();
    }
  }
}
