package io.popoto.exception;

/** A query cannot be answered as it stands; nothing was sent, unless the message says else. */
public class QueryException extends PopotoException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where, what was found and what to do. */
  public QueryException(String message) {
    super(message);
  }

  /** Creates it with a message and the cause. */
  public QueryException(String message, Throwable cause) {
    super(message, cause);
  }
}
