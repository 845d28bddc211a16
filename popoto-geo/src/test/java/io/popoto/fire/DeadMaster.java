package io.popoto.fire;

import io.lettuce.core.api.sync.RedisCommands;

/** The server is made the replica of nobody, so it refuses writes, or everything. */
final class DeadMaster implements Fault {
  private final boolean servesStaleData;

  DeadMaster(boolean servesStaleData) {
    this.servesStaleData = servesStaleData;
  }

  @Override
  public String name() {
    return servesStaleData ? "READONLY" : "MASTERDOWN";
  }

  @Override
  public Ground ground() {
    return SingleGround.start("--replica-serve-stale-data", servesStaleData ? "yes" : "no");
  }

  @Override
  public void strike(Scene scene) {
    RedisCommands<String, String> raw = scene.ground().raw();
    raw.replicaof("127.0.0.1", 1);
    Hold.millis(400);
    raw.replicaofNoOne();
  }
}
