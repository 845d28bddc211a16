package io.popoto.exception;

/**
 * The Redis user lacks a right that the operation needs; the message names the command and the key
 * or channel. A write that fails like this has changed nothing.
 */
public class AccessDeniedException extends ServerException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where, what was found and what to do. */
  public AccessDeniedException(String message) {
    super(message);
  }

  /** Creates it with a message and the cause. */
  public AccessDeniedException(String message, Throwable cause) {
    super(message, cause);
  }
}
