package io.popoto.exception;

/** A class cannot be a model; the message lists every fault of the class. */
public class MappingException extends ModelException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that says where, what was found and what to do. */
  public MappingException(String message) {
    super(message);
  }
}
