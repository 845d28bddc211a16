package io.popoto.fire;

/** The peer of all connections vanishes without a reset; new connections work. */
final class Silence implements Fault {
  @Override
  public String name() {
    return "peer silent without a reset";
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().proxy().blackHole();
    // It shows by calls that time out, and by a second of silence.
    Hold.millis(1_000);
  }
}
