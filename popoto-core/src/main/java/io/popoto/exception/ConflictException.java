package io.popoto.exception;

/** The state in Redis does not allow this write; nothing was written. */
public class ConflictException extends ModelException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where, what was found and what to do. */
  public ConflictException(String message) {
    super(message);
  }
}
