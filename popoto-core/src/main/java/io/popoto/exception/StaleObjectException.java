package io.popoto.exception;

/** The entity is older than the stored record; load it again. Nothing was written. */
public class StaleObjectException extends ConflictException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where, what was found and what to do. */
  public StaleObjectException(String message) {
    super(message);
  }
}
