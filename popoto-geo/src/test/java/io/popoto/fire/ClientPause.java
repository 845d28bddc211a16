package io.popoto.fire;

/** The server answers nobody for a while, by CLIENT PAUSE. */
final class ClientPause implements Fault {
  @Override
  public String name() {
    return "CLIENT PAUSE";
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().raw().clientPause(700);
    Hold.millis(700);
  }
}
