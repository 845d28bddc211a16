package io.popoto.fire;

/** A type of the user, stored by a codec of the user. */
record Remark(String text) {}
