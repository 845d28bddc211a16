package io.popoto.exception;

import org.jspecify.annotations.Nullable;

/** The connection was refused or cut. */
public class PopotoConnectionException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  /** Creates it; {@code outcomeUnknown} is true for a write that may have taken effect. */
  public PopotoConnectionException(
      String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause, outcomeUnknown);
  }
}
