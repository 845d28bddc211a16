package io.popoto.fire;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.EmbeddedSentinel;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;

/** A primary, a replica, and the sentinel that promotes it. */
final class SentinelGround implements Ground {
  private final EmbeddedRedis first = RedisServers.startOwn();
  private final EmbeddedRedis second =
      RedisServers.startOwn(
          "--replicaof",
          "127.0.0.1",
          String.valueOf(first.port()),
          "--repl-diskless-sync-delay",
          "0");
  private final EmbeddedSentinel sentinel = EmbeddedSentinel.of(first, 1);
  private final StatefulRedisConnection<String, String> rawFirst = RawRedis.connect(first.uri());
  private final StatefulRedisConnection<String, String> rawSecond = RawRedis.connect(second.uri());
  private boolean swapped;

  /** Kills the primary; returns when the other one has taken its place and has it as a replica. */
  void failOver() {
    EmbeddedRedis old = primary();
    old.kill();
    swapped = !swapped;
    sentinel.awaitPrimary(primary());
  }

  /** Starts the killed one as a replica of the other. */
  void restore() {
    EmbeddedRedis old = swapped ? first : second;
    RedisCommands<String, String> raw = (swapped ? rawFirst : rawSecond).sync();
    old.restart();
    raw.replicaof("127.0.0.1", primary().port());
    while (!raw.info("replication").contains("master_link_status:up")) {
      Hold.millis(20);
    }
  }

  private EmbeddedRedis primary() {
    return swapped ? second : first;
  }

  @Override
  public String uri() {
    return sentinel.uri();
  }

  @Override
  public String quietUri() {
    return sentinel.uri();
  }

  /** Asks for the role: on a busy machine the sentinel may have changed its mind. */
  @Override
  public RedisCommands<String, String> raw() {
    RedisCommands<String, String> expected = (swapped ? rawSecond : rawFirst).sync();
    return expected.info("replication").contains("role:master")
        ? expected
        : (swapped ? rawFirst : rawSecond).sync();
  }

  @Override
  public EmbeddedRedis server() {
    return primary();
  }

  @Override
  public FaultProxy proxy() {
    throw new UnsupportedOperationException("The library finds these servers by itself.");
  }

  @Override
  public void close() {
    rawFirst.close();
    rawSecond.close();
    sentinel.close();
    second.close();
    first.close();
  }
}
