package io.popoto.exception;

/** Another record has this value in a unique field; nothing was written. */
public class UniqueConstraintException extends ConflictException {
  private static final long serialVersionUID = 1L;

  private final String model;
  private final String field;
  private final String value;

  /** Creates it for a model, the name of a field (joined by {@code +} for several) and a value. */
  public UniqueConstraintException(String model, String field, String value) {
    super(
        "%s.%s: Unique index: the value \"%s\" belongs to another record."
            .formatted(model, field, Shortened.of(value)));
    this.model = model;
    this.field = field;
    this.value = value;
  }

  /** Returns the name of the model. */
  public String model() {
    return model;
  }

  /** Returns the name of the field; of an index over several fields, their names joined by +. */
  public String field() {
    return field;
  }

  /** Returns the value as text. */
  public String value() {
    return value;
  }
}
