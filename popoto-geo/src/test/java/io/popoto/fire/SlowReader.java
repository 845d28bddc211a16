package io.popoto.fire;

/** Replies trickle. */
final class SlowReader implements Fault {
  private static final int BYTES_PER_SECOND = 20_000;

  @Override
  public String name() {
    return "slow reader";
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().proxy().throttleDown(BYTES_PER_SECOND);
    Hold.millis(800);
    scene.ground().proxy().heal();
  }
}
