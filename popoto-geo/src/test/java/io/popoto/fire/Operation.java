package io.popoto.fire;

/** Something that a user of the library does. Safe for use by several threads. */
interface Operation {
  /** Does it once, through the recorder of the actor; failures of the library do not get out. */
  void run(Actor actor);

  /** Returns its name in reports. */
  default String name() {
    return getClass().getSimpleName();
  }
}
