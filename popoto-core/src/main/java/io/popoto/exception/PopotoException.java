package io.popoto.exception;

import org.jspecify.annotations.Nullable;

/** The root of all exceptions of this library. */
public abstract class PopotoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message. */
  protected PopotoException(String message) {
    super(message);
  }

  /** Creates it with a message and the cause. */
  protected PopotoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
