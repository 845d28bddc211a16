package io.popoto.exception;

import org.jspecify.annotations.Nullable;

/** A stored field cannot be turned into its Java type. */
public class DecodeException extends PopotoException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String field;
  private final String storedText;

  /** Creates it for a record key, a field, the stored text and the reason. */
  public DecodeException(String key, String field, String storedText, @Nullable Throwable cause) {
    super(
        "%s: the field %s cannot be decoded from the stored text \"%s\"%s"
            .formatted(key, field, storedText, cause == null ? "" : ": " + cause.getMessage()),
        cause);
    this.key = key;
    this.field = field;
    this.storedText = storedText;
  }

  /** Returns the key of the record. */
  public String key() {
    return key;
  }

  /** Returns the name of the field. */
  public String field() {
    return field;
  }

  /** Returns what is stored. */
  public String storedText() {
    return storedText;
  }
}
