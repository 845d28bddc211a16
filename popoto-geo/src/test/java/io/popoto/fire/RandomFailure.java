package io.popoto.fire;

/** Thrown by code of the bed that the library calls. */
final class RandomFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RandomFailure(String message) {
    super(message);
  }
}
