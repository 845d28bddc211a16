package io.popoto.fire;

/** A client's process is killed amid a bulk operation or a rebuild of indexes. */
final class ClientKill implements Fault {
  private final Victim.Work work;

  ClientKill(Victim.Work work) {
    this.work = work;
  }

  @Override
  public String name() {
    return work == Victim.Work.BULK ? "client killed in a bulk" : "client killed in a rebuild";
  }

  @Override
  public void strike(Scene scene) {
    try (Victim victim = new Victim(scene.ground(), scene.namespace(), work)) {
      Hold.millis(scene.random().nextInt(200));
    }
  }
}
