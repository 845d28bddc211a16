package io.popoto.exception;

import org.jspecify.annotations.Nullable;

/** Redis could not be asked, did not answer in time, or its answer does not tell the outcome. */
public class UnavailableException extends PopotoException {
  private static final long serialVersionUID = 1L;

  private final boolean outcomeUnknown;

  /** Creates it; {@code outcomeUnknown} is true for a write that may have taken effect. */
  public UnavailableException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  /**
   * Returns true if the call was a write that was sent and may have taken effect, wholly or in
   * part; false if it certainly changed nothing.
   */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }
}
