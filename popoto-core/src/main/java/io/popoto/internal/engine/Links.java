package io.popoto.internal.engine;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.netty.util.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections: one for point operations and first pages, one for bulk work, and the same again
 * for reads if these may go to replicas. Thread-safe.
 */
final class Links implements AutoCloseable {
  private final List<Link> open = new ArrayList<>();
  private final Link points;
  private final Link bulk;
  private final @Nullable Link reads;
  private final @Nullable Link bulkReads;

  /**
   * Connects, in the background if so wanted.
   *
   * @throws io.popoto.exception.PopotoConnectionException if Redis cannot be reached in time
   */
  Links(RedisClient client, EngineConfig config, Timer timer, Link.Observer observer) {
    RedisURI uri = config.uri();
    ReadFrom from = config.readFrom();
    Function<Connector, Link> link =
        connector -> {
          Link made = new Link(connector, timer, config.timeout(), observer);
          open.add(made);
          return made;
        };
    points = link.apply(Connector.to(client, uri));
    bulk = link.apply(Connector.to(client, uri));
    reads = from == null ? null : link.apply(watched(client, config, from, 2));
    bulkReads =
        from == null ? null : link.apply(watched(client, config, new SteadyReadFrom(from), 3));
    long deadline = System.nanoTime() + Invocation.nanos(config.timeout());
    try {
      for (Link each : open) {
        if (config.lazy()) {
          each.connectLater();
        } else {
          each.connectUntil(deadline);
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns how the link with a number connects, which finds servers again that were away. */
  private Connector watched(RedisClient client, EngineConfig config, ReadFrom from, int number) {
    ReadFrom watched =
        new WatchedReadFrom(
            from,
            config.replicas().isEmpty() ? 0 : 1 + config.replicas().size(),
            new WatchedReadFrom.Watcher() {
              @Override
              public void fewer(boolean hasBeenThere) {
                open.get(number).rediscover(hasBeenThere);
              }

              @Override
              public void all() {
                open.get(number).discovered();
              }
            });
    return new Connector(client, config.uri(), config.replicas(), watched);
  }

  /** An attempt to connect has failed. */
  void failed(Throwable failure) {
    open.forEach(link -> link.failed(failure));
  }

  /** Asks the others for a sign of life, since one is silent. */
  void suspected(Link silent) {
    open.stream().filter(link -> link != silent).forEach(Link::askForSign);
  }

  /** Returns whether calls have a connection. */
  boolean areConnected() {
    return points.isConnected() && bulk.isConnected();
  }

  /** Returns why there is none, if that is known. */
  @Nullable Throwable down() {
    Throwable reason = points.down();
    return reason == null ? bulk.down() : reason;
  }

  /** Returns the connection for a call that writes, or for one that only reads. */
  Link of(Invocation invocation, boolean readOnly) {
    Link replicas = invocation.isBulk() ? bulkReads : reads;
    if (replicas != null && readOnly && !invocation.isOnMaster()) {
      return replicas;
    }
    return invocation.isBulk() ? bulk : points;
  }

  /** Forgets which rights have been tried. */
  void doubtRights() {
    open.forEach(Link::doubtRights);
  }

  @Override
  public void close() {
    open.forEach(Link::close);
  }
}
