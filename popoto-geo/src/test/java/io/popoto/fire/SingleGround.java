package io.popoto.fire;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.util.ArrayList;
import java.util.List;

/** One server behind a proxy. The library connects as a user of its own. */
final class SingleGround implements Ground {
  static final String USER = "fire";

  private final EmbeddedRedis server;
  private final FaultProxy proxy;
  private final StatefulRedisConnection<String, String> raw;

  private SingleGround(EmbeddedRedis server) {
    this.server = server;
    this.proxy = FaultProxy.to("redis://%s:%s@127.0.0.1:%d".formatted(USER, SECRET, server.port()));
    this.raw = RawRedis.connect(server.uri());
  }

  /** Starts it with more arguments for the server. */
  static SingleGround start(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("--user", USER, "on", ">" + SECRET, "~*", "&*", "+@all"));
    all.addAll(List.of(arguments));
    return new SingleGround(RedisServers.startOwn(all.toArray(String[]::new)));
  }

  @Override
  public String uri() {
    return proxy.uri();
  }

  @Override
  public String quietUri() {
    return server.uri();
  }

  @Override
  public RedisCommands<String, String> raw() {
    return raw.sync();
  }

  @Override
  public EmbeddedRedis server() {
    return server;
  }

  @Override
  public FaultProxy proxy() {
    return proxy;
  }

  @Override
  public void close() {
    proxy.close();
    raw.close();
    server.close();
  }
}
