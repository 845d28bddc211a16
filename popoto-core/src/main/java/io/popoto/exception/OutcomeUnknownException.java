package io.popoto.exception;

import org.jspecify.annotations.Nullable;

/**
 * Redis was reached by a write whose result cannot be told: the server stopped it after its first
 * change, or it was done and the reply cannot be turned into the result. {@link #outcomeUnknown()}
 * is true; the message says which.
 */
public class OutcomeUnknownException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where and what was found. */
  public OutcomeUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause, true);
  }
}
