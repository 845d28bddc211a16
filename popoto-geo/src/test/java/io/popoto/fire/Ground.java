package io.popoto.fire;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.FaultProxy;

/** The servers of a round, and the way to them. */
interface Ground extends AutoCloseable {
  /** The password of the user that the library connects as; nothing may ever show it. */
  String SECRET = "p4ssw0rd-of-the-bed";

  /** Returns the address that the library is given. */
  String uri();

  /** Returns an address that no fault of a connection touches. */
  String quietUri();

  /** Returns the server that is written to, past the library. */
  RedisCommands<String, String> raw();

  /** Returns the server that is written to at the beginning. */
  EmbeddedRedis server();

  /** Returns the proxy between the library and the server. */
  FaultProxy proxy();

  @Override
  void close();
}
