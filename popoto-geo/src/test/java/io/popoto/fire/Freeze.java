package io.popoto.fire;

/** Nothing passes for a while, longer than the timeout; then everything does. */
final class Freeze implements Fault {
  @Override
  public String name() {
    return "link frozen";
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().proxy().freeze();
    Hold.millis(800);
    scene.ground().proxy().heal();
  }
}
