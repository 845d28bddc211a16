package io.popoto.fire;

/** The server's process is stopped by SIGSTOP, longer than the timeout. */
final class ServerStop implements Fault {
  @Override
  public String name() {
    return "server stopped (SIGSTOP)";
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().server().pause();
    Hold.millis(800);
    scene.ground().server().resume();
  }
}
