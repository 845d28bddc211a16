package io.popoto.fire;

import io.lettuce.core.KillArgs;

/** The server closes all connections of clients. */
final class ConnectionKill implements Fault {
  @Override
  public String name() {
    return "CLIENT KILL";
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().raw().clientKill(KillArgs.Builder.typeNormal().skipme());
  }
}
