package io.popoto.fire;

/** How an attempt ended. */
enum Outcome {
  /** It was done. */
  DONE,
  /** The state or the request did not allow it; it changed nothing. */
  REFUSED,
  /** It failed, and says that it changed nothing. */
  FAILED,
  /** It failed, and says that it may have taken effect. */
  UNKNOWN,
  /** It ended as no attempt may. */
  BROKEN
}
