package io.popoto.fire;

/** Connections are reset: before a reply, within one, or after it. */
final class Cut implements Fault {
  /** Where. */
  enum Place {
    BEFORE,
    WITHIN,
    AFTER
  }

  private static final int CUTS = 4;

  private final Place place;

  Cut(Place place) {
    this.place = place;
  }

  @Override
  public String name() {
    return switch (place) {
      case BEFORE -> "connection cut before a reply";
      case WITHIN -> "connection cut within a reply";
      case AFTER -> "connection cut after a reply";
    };
  }

  @Override
  public void strike(Scene scene) {
    for (int i = 0; i < CUTS; i++) {
      switch (place) {
        case BEFORE -> scene.ground().proxy().cutBeforeReply(1 + scene.random().nextInt(5));
        case WITHIN -> scene.ground().proxy().cutAfterBytes(1 + scene.random().nextInt(300));
        case AFTER -> scene.ground().proxy().resetAll();
      }
      Hold.millis(80);
    }
    scene.ground().proxy().heal();
  }
}
