package io.popoto.spi;

/** Makes the ids of records that are saved without one. Safe for use by several threads at once. */
public interface IdGenerator {

  /**
   * Returns an id that no call, here or on any other machine, has returned before.
   *
   * @return a text of 1 to 512 characters
   */
  String next();
}
