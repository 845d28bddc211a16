package io.popoto.internal.compile;

import io.popoto.exception.ValidationException;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import org.jspecify.annotations.Nullable;

/** Checks the values of fields before anything is sent. */
public final class FieldValidator {
  private FieldValidator() {}

  /**
   * Checks a value against its field.
   *
   * @throws ValidationException if it is missing, null where it is primitive, or too long
   */
  public static void check(BoundModel<?> model, BoundField field, @Nullable Object value) {
    if (value == null) {
      if (field.info().required()) {
        throw new ValidationException(
            "%s.%s is required, but it is null.".formatted(model.name(), field));
      }
      if (field.info().type() instanceof Class<?> type && type.isPrimitive()) {
        throw new ValidationException(
            "%s.%s is a %s, which cannot be null.".formatted(model.name(), field, type));
      }
      return;
    }
    int most = field.info().maxLength();
    if (most > 0 && value instanceof String text && text.length() > most) {
      throw new ValidationException(
          "%s.%s may have %d characters, but this value has %d."
              .formatted(model.name(), field, most, text.length()));
    }
  }

  static ValidationException unfit(BoundModel<?> model, BoundField field, RuntimeException why) {
    return new ValidationException(
        "%s.%s cannot be stored: %s".formatted(model.name(), field, why.getMessage()), why);
  }
}
