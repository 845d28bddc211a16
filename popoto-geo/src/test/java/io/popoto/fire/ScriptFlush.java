package io.popoto.fire;

/** The server forgets its scripts, once or over and over. */
final class ScriptFlush implements Fault {
  private final int times;

  ScriptFlush(int times) {
    this.times = times;
  }

  @Override
  public String name() {
    return times == 1 ? "empty script cache" : "storm of SCRIPT FLUSH";
  }

  @Override
  public void strike(Scene scene) {
    for (int i = 0; i < times; i++) {
      scene.ground().raw().scriptFlush();
      Hold.millis(10);
    }
    Hold.millis(100);
  }
}
