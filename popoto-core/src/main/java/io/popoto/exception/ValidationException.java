package io.popoto.exception;

/** An entity or the options of a write are invalid; nothing was sent. */
public class ValidationException extends ModelException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where, what was found and what to do. */
  public ValidationException(String message) {
    super(message);
  }

  /** Creates it with a message and the cause. */
  public ValidationException(String message, Throwable cause) {
    super(message, cause);
  }
}
