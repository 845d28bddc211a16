package io.popoto.internal.engine;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.popoto.Listening;
import io.popoto.internal.codec.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listeners by channel, over one connection that is made for the first of them. Thread-safe. */
final class Listeners implements AutoCloseable {
  private final RedisClient client;
  private final RedisURI uri;
  private final Executor executor;
  private final Duration timeout;
  private final Map<String, List<Consumer<String>>> byChannel = new ConcurrentHashMap<>();
  private @Nullable CompletableFuture<StatefulRedisPubSubConnection<byte[], byte[]>> connection;

  Listeners(RedisClient client, RedisURI uri, Executor executor, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
    this.uri = uri;
    this.executor = executor;
  }

  private synchronized CompletableFuture<StatefulRedisPubSubConnection<byte[], byte[]>> connect() {
    if (connection == null || connection.isCompletedExceptionally()) {
      connection =
          client
              .connectPubSubAsync(ByteArrayCodec.INSTANCE, uri)
              .thenApply(
                  made -> {
                    made.addListener(
                        new RedisPubSubAdapter<>() {
                          @Override
                          public void message(byte[] channel, byte[] message) {
                            deliver(Text.string(channel), Text.string(message));
                          }
                        });
                    return made;
                  })
              .toCompletableFuture();
    }
    return connection;
  }

  private void deliver(String channel, String message) {
    for (Consumer<String> listener : byChannel.getOrDefault(channel, List.of())) {
      executor.execute(() -> listener.accept(message));
    }
  }

  /** Returns the future of what ends it, complete once the server knows of the listener. */
  CompletableFuture<Listening> listen(String channel, Consumer<String> listener) {
    return connect()
        .thenCompose(
            made -> {
              byChannel
                  .computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>())
                  .add(listener);
              return made.async().subscribe(Text.bytes(channel)).toCompletableFuture();
            })
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync(
            (done, failure) -> {
              if (failure instanceof TimeoutException) {
                throw Failures.timeout(timeout, false);
              }
              if (failure != null) {
                throw Failures.of(failure, false);
              }
              return () -> byChannel.getOrDefault(channel, List.of()).remove(listener);
            },
            executor);
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.thenAccept(made -> made.closeAsync());
    }
  }
}
