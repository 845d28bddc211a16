package io.popoto.internal.scan;

/** Turns what user code threw into something that can be thrown on. */
final class Thrown {
  private Thrown() {}

  static RuntimeException by(Throwable thrown) {
    if (thrown instanceof RuntimeException runtime) {
      return runtime;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(thrown);
  }
}
