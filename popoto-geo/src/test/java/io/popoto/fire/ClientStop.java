package io.popoto.fire;

/** A client's process is stopped amid its work, longer than a timeout, and goes on. */
final class ClientStop implements Fault {
  @Override
  public String name() {
    return "client stopped (SIGSTOP)";
  }

  @Override
  public void strike(Scene scene) {
    try (Victim victim = new Victim(scene.ground(), scene.namespace(), Victim.Work.BULK)) {
      Hold.millis(scene.random().nextInt(100));
      victim.signal("STOP");
      Hold.millis(800);
      victim.signal("CONT");
      Hold.millis(200);
    }
  }
}
