package io.popoto.internal.engine;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.popoto.exception.PopotoConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection, replaced when its peer has fallen silent: no reply for twice the timeout while
 * calls waited. A connection that was cut is restored by Lettuce.
 */
final class Link implements AutoCloseable {
  private final RedisClient client;
  private final RedisURI uri;
  private final long silenceNanos;
  private final AtomicBoolean replacing = new AtomicBoolean();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile StatefulRedisConnection<byte[], byte[]> connection;
  private volatile long lastSign = System.nanoTime();
  private volatile boolean closed;

  Link(RedisClient client, RedisURI uri, Duration timeout) {
    this.client = client;
    this.uri = uri;
    this.silenceNanos = 2 * timeout.toNanos();
    try {
      this.connection = client.connect(ByteArrayCodec.INSTANCE, uri);
    } catch (RuntimeException e) {
      throw new PopotoConnectionException(
          "Cannot connect to " + uri + ": " + Failures.reason(e), e, false);
    }
  }

  void send(TrackedCommand command) {
    if (waiting.getAndIncrement() == 0) {
      lastSign = System.nanoTime();
    }
    connection.dispatch(command);
  }

  /** A command has ended; {@code replied} if the server said something. */
  void ended(boolean replied) {
    waiting.decrementAndGet();
    if (replied) {
      lastSign = System.nanoTime();
    }
  }

  /** A command had no reply in time: if nothing else had one either, connect anew. */
  void timedOut() {
    if (System.nanoTime() - lastSign < silenceNanos || !replacing.compareAndSet(false, true)) {
      return;
    }
    client
        .connectAsync(ByteArrayCodec.INSTANCE, uri)
        .whenComplete(
            (fresh, failure) -> {
              if (fresh != null) {
                StatefulRedisConnection<byte[], byte[]> silent = connection;
                connection = fresh;
                lastSign = System.nanoTime();
                silent.closeAsync();
                if (closed) {
                  fresh.closeAsync();
                }
              }
              replacing.set(false);
            });
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }
}
