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
   * Connects.
   *
   * @throws io.popoto.exception.PopotoConnectionException if Redis cannot be reached in time
   */
  Links(RedisClient client, EngineConfig config, Timer timer) {
    long deadline = System.nanoTime() + Invocation.nanos(config.timeout());
    RedisURI uri = config.uri();
    Function<Connector, Link> link =
        connector -> {
          Link made = new Link(connector, timer, config.timeout(), deadline);
          open.add(made);
          return made;
        };
    try {
      points = link.apply(Connector.to(client, uri));
      bulk = link.apply(Connector.to(client, uri));
      ReadFrom from = config.readFrom();
      if (from == null) {
        reads = null;
        bulkReads = null;
      } else {
        reads = link.apply(new Connector(client, uri, config.replicas(), from));
        bulkReads =
            link.apply(new Connector(client, uri, config.replicas(), new SteadyReadFrom(from)));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns the connection for a call that writes, or for one that only reads. */
  Link of(Invocation invocation, boolean readOnly) {
    Link replicas = invocation.isBulk() ? bulkReads : reads;
    if (replicas != null && readOnly && !invocation.isOnMaster()) {
      return replicas;
    }
    return invocation.isBulk() ? bulk : points;
  }

  @Override
  public void close() {
    open.forEach(Link::close);
  }
}
