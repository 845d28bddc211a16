package io.popoto.exception;

/** A model, an entity or a write is not acceptable. */
public class ModelException extends PopotoException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where, what was found and what to do. */
  public ModelException(String message) {
    super(message);
  }

  /** Creates it with a message and the cause. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
