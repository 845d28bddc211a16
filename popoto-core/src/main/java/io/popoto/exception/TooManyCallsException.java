package io.popoto.exception;

import org.jspecify.annotations.Nullable;

/** More calls were started than may be in flight at once; this one was not sent. */
public class TooManyCallsException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  /** Creates it; {@code outcomeUnknown} is true for a write that may have taken effect. */
  public TooManyCallsException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause, outcomeUnknown);
  }
}
