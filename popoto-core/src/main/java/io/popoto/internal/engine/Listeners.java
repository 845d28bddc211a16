package io.popoto.internal.engine;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners by channel, over one connection that is made for the first of them. Lettuce restores it
 * when it was cut. Since a silent one looks like one on which nothing happens, it is asked for a
 * sign of life now and then, and replaced if there is none. Thread-safe.
 */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final Duration LEAST_BETWEEN_SIGNS = Duration.ofSeconds(1);
  private static final long FIRST_DELAY_MILLIS = 20;
  private static final long DELAY_MILLIS = 250;

  private final RedisClient client;
  private final RedisURI uri;
  private final Engine engine;
  private final Duration timeout;
  private final Map<String, List<Listener>> byChannel = new ConcurrentHashMap<>();
  private @Nullable CompletableFuture<StatefulRedisPubSubConnection<byte[], byte[]>> connection;
  private boolean closed;

  /** Connects to nothing yet. */
  Listeners(Engine engine, RedisClient client, RedisURI uri) {
    this.engine = engine;
    this.client = client;
    this.uri = uri;
    this.timeout = engine.config().timeout();
  }

  private synchronized CompletableFuture<StatefulRedisPubSubConnection<byte[], byte[]>> connect() {
    if (connection == null || connection.isCompletedExceptionally()) {
      connection =
          client
              .connectPubSubAsync(ByteArrayCodec.INSTANCE, uri)
              .thenApply(this::connected)
              .toCompletableFuture();
    }
    return connection;
  }

  private StatefulRedisPubSubConnection<byte[], byte[]> connected(
      StatefulRedisPubSubConnection<byte[], byte[]> made) {
    made.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(byte[] channel, byte[] message) {
            deliver(made, Text.string(channel), text(message));
          }
        });
    made.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            replace(made, FIRST_DELAY_MILLIS);
          }
        });
    listenForSigns(made);
    return made;
  }

  /** Returns the text of a message, or the empty text if it has none: it is not of this library. */
  private static String text(byte[] message) {
    try {
      return Text.string(message);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private void deliver(
      StatefulRedisPubSubConnection<byte[], byte[]> from, String channel, String message) {
    if (!isCurrent(from)) {
      // It was only slow when another took its place: both get what is published.
      from.closeAsync();
      return;
    }
    List<Listener> listeners = byChannel.get(channel);
    if (listeners == null) {
      unsubscribeUnlessHeard(from, channel);
      return;
    }
    for (Listener listener : listeners) {
      try {
        listener.turn().execute(() -> tell(listener, channel, message));
      } catch (RuntimeException e) {
        // Others must get it nevertheless.
        LOG.warn("The completion executor refused an event of {}: {}", channel, e.toString());
      }
    }
  }

  private synchronized boolean isCurrent(StatefulRedisPubSubConnection<byte[], byte[]> from) {
    return connection != null
        && !connection.isCompletedExceptionally()
        && connection.getNow(null) == from;
  }

  private static void tell(Listener listener, String channel, String message) {
    try {
      listener.told().accept(message);
    } catch (RuntimeException e) {
      LOG.warn("A listener of {} failed on {}", channel, message, e);
    }
  }

  /**
   * Who listens.
   *
   * @param told gets the messages
   * @param turn runs it for one after the other, in their order
   * @param ended whether it has ended, be it before it began
   */
  private record Listener(Consumer<String> told, Executor turn, AtomicBoolean ended) {
    Listener(Consumer<String> told, Executor completion) {
      this(told, new InOrder(completion), new AtomicBoolean());
    }
  }

  /** Returns the future of what ends it, complete once the server knows of the listener. */
  CompletableFuture<Listening> listen(
      Invocation invocation, String channel, Consumer<String> told) {
    Listener listener = new Listener(told, engine.completion());
    CompletableFuture<Void> known = new CompletableFuture<>();
    within(connect().thenCompose(made -> add(made, channel, listener)))
        .whenComplete(
            (done, failure) ->
                engine.handOver(
                    invocation,
                    () -> settle(known, failure),
                    refusal -> settle(known, failure == null ? refusal : failure)));
    return known.handle(
        (done, failure) -> {
          if (failure == null) {
            return () -> remove(channel, listener);
          }
          remove(channel, listener);
          throw Failures.unwrap(failure) instanceof TimeoutException
              ? Failures.timeout(timeout, false)
              : Failures.of(failure, false);
        });
  }

  private static void settle(CompletableFuture<Void> known, @Nullable Throwable failure) {
    if (failure == null) {
      known.complete(null);
    } else {
      known.completeExceptionally(failure);
    }
  }

  /** Returns what fails unless the other is complete in time; by a timer of the engine's own. */
  private <R> CompletableFuture<R> within(CompletableFuture<R> future) {
    CompletableFuture<R> bounded = future.copy();
    engine.later(timeout, () -> bounded.completeExceptionally(new TimeoutException()));
    return bounded;
  }

  // Commands are sent under the lock, so that Redis gets them in the order of the changes.

  private synchronized CompletableFuture<Void> add(
      StatefulRedisPubSubConnection<byte[], byte[]> made, String channel, Listener listener) {
    if (listener.ended().get()) {
      return CompletableFuture.completedFuture(null);
    }
    byChannel.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(listener);
    return made.async().subscribe(Text.bytes(channel)).toCompletableFuture().copy();
  }

  private synchronized void remove(String channel, Listener listener) {
    listener.ended().set(true);
    List<Listener> listeners = byChannel.get(channel);
    if (listeners != null && listeners.remove(listener) && listeners.isEmpty()) {
      byChannel.remove(channel);
      if (connection != null) {
        connection.thenAccept(made -> unsubscribeUnlessHeard(made, channel));
      }
    }
  }

  private synchronized void unsubscribeUnlessHeard(
      StatefulRedisPubSubConnection<byte[], byte[]> made, String channel) {
    if (!byChannel.containsKey(channel) && !closed) {
      // One that fails is repeated when the next message comes.
      var unused = made.async().unsubscribe(Text.bytes(channel));
    }
  }

  private void listenForSigns(StatefulRedisPubSubConnection<byte[], byte[]> made) {
    Duration pause = timeout.compareTo(LEAST_BETWEEN_SIGNS) < 0 ? LEAST_BETWEEN_SIGNS : timeout;
    engine.later(
        pause,
        () ->
            within(made.async().ping().toCompletableFuture())
                .whenComplete(
                    (sign, failure) -> {
                      if (failure instanceof TimeoutException) {
                        replace(made, 0);
                      } else if (isCurrent(made)) {
                        listenForSigns(made);
                      }
                    }));
  }

  /**
   * Lets another connection take the place of one that has ended or is silent. Lettuce restores
   * none of them: it may happen to restore one twice, and then each event would come twice.
   */
  private void replace(StatefulRedisPubSubConnection<byte[], byte[]> made, long delayMillis) {
    if (forget(made)) {
      made.closeAsync();
      subscribeAgain(delayMillis);
    }
  }

  private synchronized boolean forget(StatefulRedisPubSubConnection<byte[], byte[]> made) {
    if (closed || !isCurrent(made)) {
      return false;
    }
    connection = null;
    return true;
  }

  private void subscribeAgain(long delayMillis) {
    engine.later(
        Duration.ofMillis(Jitter.of(delayMillis)),
        () ->
            connect()
                .thenAccept(this::subscribeToAll)
                .whenComplete(
                    (done, failure) -> {
                      if (failure != null) {
                        subscribeAgain(DELAY_MILLIS);
                      }
                    }));
  }

  private synchronized void subscribeToAll(StatefulRedisPubSubConnection<byte[], byte[]> made) {
    byte[][] channels = byChannel.keySet().stream().map(Text::bytes).toArray(byte[][]::new);
    if (channels.length > 0) {
      // If it gets no reply, the next sign of life will be missing, too.
      var unused = made.async().subscribe(channels);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (connection != null) {
      connection.thenAccept(made -> made.closeAsync());
    }
  }
}
