package io.popoto.fire;

/** All is well. */
final class Nothing implements Fault {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public void strike(Scene scene) {
    Hold.millis(200);
  }
}
