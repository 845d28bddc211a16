package io.popoto.exception;

/** Redis answered with an error, for example WRONGTYPE, NOPERM or OOM; nothing was written. */
public class ServerException extends PopotoException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where, what was found and what to do. */
  public ServerException(String message) {
    super(message);
  }

  /** Creates it with a message and the cause. */
  public ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
