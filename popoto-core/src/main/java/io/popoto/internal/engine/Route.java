package io.popoto.internal.engine;

import org.jspecify.annotations.Nullable;

/** The way of an exchange to the server. */
interface Route {
  /** Returns whether sending anything more is useless until {@link #suspect} has had its effect. */
  boolean isHopeless();

  /** A command had no reply in time. If no other had one either, the connection may be dead. */
  void suspect();

  /** Returns why there is no connection, once an attempt to restore it has failed; else null. */
  @Nullable Throwable down();

  /** The server is not the right one any more: tries a new connection in place of this one. */
  void renew();

  /** Sends a command now or soon; whatever goes wrong, the command ends with. */
  void send(TrackedCommand command);
}
