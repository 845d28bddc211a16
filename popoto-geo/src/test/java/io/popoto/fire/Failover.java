package io.popoto.fire;

/** The primary is killed, and Sentinel promotes the replica. */
final class Failover implements Fault {
  @Override
  public String name() {
    return "failover by Sentinel";
  }

  @Override
  public Ground ground() {
    return new SentinelGround();
  }

  @Override
  public boolean keepsData() {
    return false;
  }

  @Override
  public void strike(Scene scene) {
    SentinelGround servers = (SentinelGround) scene.ground();
    servers.failOver();
  }

  @Override
  public void afterRecovery(Ground ground) {
    ((SentinelGround) ground).restore();
  }
}
