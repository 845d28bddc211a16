package io.popoto.exception;

import org.jspecify.annotations.Nullable;

/** There was no answer within the timeout. */
public class CommandTimeoutException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  /** Creates it; {@code outcomeUnknown} is true for a write that may have taken effect. */
  public CommandTimeoutException(
      String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause, outcomeUnknown);
  }
}
