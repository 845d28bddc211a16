package io.popoto.differential;

/** A value by name, not in the order of the names. */
enum Colour {
  RED,
  GREEN,
  BLUE
}
