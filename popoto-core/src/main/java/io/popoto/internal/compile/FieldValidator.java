package io.popoto.internal.compile;

import io.popoto.exception.ValidationException;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import java.util.Collection;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Checks the values of fields before anything is sent. */
public final class FieldValidator {
  /**
   * A list beyond either is in no index (see {@code lua/entries.lua}): all its entries go into the
   * call of one write, which holds up the server for as long.
   */
  private static final int MOST_ELEMENTS = 1_000;

  private static final int MOST_LIST_BYTES = 262_144;

  private FieldValidator() {}

  /**
   * Checks a value against its field.
   *
   * @throws ValidationException if it is missing, null where it is primitive, too long, or a list
   *     with more elements than can be indexed
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
    if (value instanceof Collection<?> elements) {
      checkElements(model, field, elements);
    }
  }

  private static void checkElements(BoundModel<?> model, BoundField field, Collection<?> elements) {
    if (model.indexes().stream().noneMatch(index -> index.many() && index.field().equals(field))) {
      return;
    }
    if (elements.size() > MOST_ELEMENTS) {
      int different = new HashSet<>(elements).size();
      if (different > MOST_ELEMENTS) {
        throw new ValidationException(
            ("%s.%s is indexed, so it may have %d different elements, but this value has %d. Keep"
                    + " so many in records of their own, or in a field without @IndexedField.")
                .formatted(model.name(), field, MOST_ELEMENTS, different));
      }
    }
    long characters = 0;
    for (Object element : elements) {
      characters += 3 + (element == null ? 4 : element.toString().length());
    }
    // A character takes six bytes at most, as \\u0000.
    if (6 * characters > MOST_LIST_BYTES && field.text(elements).length > MOST_LIST_BYTES) {
      throw new ValidationException(
          "%s.%s is indexed, so all its elements together may take %d bytes, but these take %d."
              .formatted(model.name(), field, MOST_LIST_BYTES, field.text(elements).length));
    }
  }

  static ValidationException unfit(BoundModel<?> model, BoundField field, RuntimeException why) {
    return new ValidationException(
        "%s.%s cannot be stored: %s".formatted(model.name(), field, why.getMessage()), why);
  }
}
