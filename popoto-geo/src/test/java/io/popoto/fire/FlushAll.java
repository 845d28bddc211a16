package io.popoto.fire;

/** Everything is deleted in the midst of work. */
final class FlushAll implements Fault {
  @Override
  public String name() {
    return "FLUSHALL";
  }

  @Override
  public boolean keepsData() {
    return false;
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().raw().flushall();
    Hold.millis(200);
  }
}
