package io.popoto.fire;

/** The server takes long to load its data, and says so. */
final class Loading implements Fault {
  @Override
  public String name() {
    return "LOADING";
  }

  @Override
  public Ground ground() {
    return SingleGround.start(
        "--appendonly",
        "yes",
        "--appendfsync",
        "always",
        "--key-load-delay",
        "200",
        "--loading-process-events-interval-bytes",
        "1024");
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().server().kill();
    scene.ground().server().restart();
  }
}
