package io.popoto.fire;

/** The server is killed and started again with what its log has kept. */
final class ServerKill implements Fault {
  /** How the log is written. */
  enum Log {
    ALWAYS,
    EVERYSEC,
    NONE
  }

  private final Log log;

  ServerKill(Log log) {
    this.log = log;
  }

  @Override
  public String name() {
    return switch (log) {
      case ALWAYS -> "server killed, appendfsync always";
      case EVERYSEC -> "server killed, appendfsync everysec";
      case NONE -> "server killed, nothing kept";
    };
  }

  @Override
  public Ground ground() {
    return log == Log.NONE
        ? SingleGround.start()
        : SingleGround.start(
            "--appendonly", "yes", "--appendfsync", log == Log.ALWAYS ? "always" : "everysec");
  }

  @Override
  public boolean keepsData() {
    return log == Log.ALWAYS;
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().server().kill();
    Hold.millis(scene.random().nextInt(300));
    scene.ground().server().restart();
  }
}
