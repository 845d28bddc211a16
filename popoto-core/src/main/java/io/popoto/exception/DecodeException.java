package io.popoto.exception;

import org.jspecify.annotations.Nullable;

/** A stored field cannot be turned into its Java type, or a stored record into its class. */
public class DecodeException extends PopotoException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String field;
  private final String storedText;

  /** Creates it for a record key, a field, the stored text and the reason. */
  public DecodeException(String key, String field, String storedText, @Nullable Throwable cause) {
    super(
        "%s: the field %s cannot be decoded from the stored text \"%s\"%s"
            .formatted(
                key,
                field,
                Shortened.of(storedText),
                cause == null ? "" : ": " + Shortened.of(String.valueOf(cause.getMessage()))),
        cause);
    this.key = key;
    this.field = field;
    this.storedText = storedText;
  }

  /** Creates it for a record key whose fields can be decoded, but whose constructor threw. */
  public DecodeException(String key, Throwable cause) {
    super(
        key
            + ": the constructor did not accept what is stored: "
            + Shortened.of(String.valueOf(cause)),
        cause);
    this.key = key;
    this.field = "";
    this.storedText = "";
  }

  /** Returns the key of the record. */
  public String key() {
    return key;
  }

  /** Returns the name of the field; empty if the constructor threw. */
  public String field() {
    return field;
  }

  /** Returns what is stored in the field. */
  public String storedText() {
    return storedText;
  }
}
