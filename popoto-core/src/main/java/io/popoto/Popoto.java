package io.popoto;

import io.popoto.exception.PopotoException;
import io.popoto.internal.engine.Door;
import io.popoto.internal.engine.Invocation;
import io.popoto.internal.engine.Stores;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis or Valkey and the way to the repositories of models. Thread-safe; make one
 * for an application and close it at the end.
 */
public final class Popoto implements AutoCloseable {
  static {
    Door.opensWith(popoto -> ((Popoto) popoto).stores);
  }

  private final Stores stores;

  Popoto(Stores stores) {
    this.stores = stores;
  }

  /**
   * Connects to the address in the environment variable {@code REDIS_URL}, else to localhost.
   *
   * @throws io.popoto.exception.PopotoConnectionException if it cannot be reached in time
   */
  public static Popoto connect() {
    return builder().build();
  }

  /**
   * Connects to an address such as {@code redis://user:password@host:6379/0}, {@code rediss://…} or
   * {@code redis-sentinel://host:26379/0#master}.
   *
   * @throws io.popoto.exception.PopotoConnectionException if it cannot be reached in time
   * @throws IllegalArgumentException if the address makes no sense
   */
  public static Popoto connect(String uri) {
    return builder().uri(uri).build();
  }

  /** Returns a builder, to set more than the address. */
  public static PopotoBuilder builder() {
    return new PopotoBuilder();
  }

  /**
   * Returns the repository of a model. The class is scanned the first time.
   *
   * @throws io.popoto.exception.MappingException with every fault of the class, if it has any
   */
  public <T> Repository<T> repository(Class<T> type) {
    return new DefaultRepository<>(stores.of(type));
  }

  /** Returns whether Redis answers within the timeout; never throws. */
  public boolean checkConnection() {
    return check(null);
  }

  /** Returns whether Redis answers within a time; never throws. */
  public boolean checkConnection(Duration within) {
    return check(within);
  }

  /** Returns what is known of the connection, and why there is none, without asking Redis. */
  public ConnectionState connectionState() {
    return stores.engine().connectionState();
  }

  private boolean check(@Nullable Duration within) {
    try {
      return stores.engine().await(within, Invocation::ping);
    } catch (PopotoException | IllegalStateException e) {
      return false;
    }
  }

  /** Closes the connections. Calls in flight fail. */
  @Override
  public void close() {
    stores.close();
  }
}
