package io.popoto.async;

import io.popoto.ConnectionState;
import io.popoto.Popoto;
import io.popoto.internal.engine.Door;
import io.popoto.internal.engine.Invocation;
import io.popoto.internal.engine.Stores;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The asynchronous side of a {@link Popoto}: the same connections, models and engine. It needs no
 * closing of its own. Thread-safe.
 */
public final class AsyncPopoto {
  private final Stores stores;

  private AsyncPopoto(Stores stores) {
    this.stores = stores;
  }

  /** Returns the asynchronous side. */
  public static AsyncPopoto of(Popoto popoto) {
    return new AsyncPopoto(Door.open(popoto));
  }

  /**
   * Returns the repository of a model. The class is scanned the first time.
   *
   * @throws io.popoto.exception.MappingException with every fault of the class, if it has any
   */
  public <T> AsyncRepository<T> repository(Class<T> type) {
    return new DefaultAsyncRepository<>(stores.of(type));
  }

  /** Returns whether Redis answers within the timeout; the future never fails. */
  public CompletableFuture<Boolean> checkConnection() {
    return stores.engine().deliver(Invocation::ping).exceptionally(failure -> false);
  }

  /** Returns whether Redis answers within a time; the future never fails. */
  public CompletableFuture<Boolean> checkConnection(Duration within) {
    return stores.engine().deliver(within, Invocation::ping).exceptionally(failure -> false);
  }

  /** Returns what is known of the connection, and why there is none, without asking Redis. */
  public ConnectionState connectionState() {
    return stores.engine().connectionState();
  }
}
