package io.popoto.internal.scan;

import io.popoto.exception.ValidationException;
import io.popoto.internal.codec.Coercion;
import io.popoto.internal.codec.Text;
import org.jspecify.annotations.Nullable;

/** The text of one part of a key. */
final class KeyParts {
  private static final int MOST_CHARACTERS = 512;

  private KeyParts() {}

  static @Nullable String text(BoundModel<?> model, BoundField field, @Nullable Object value) {
    if (value == null) {
      if (field.info().required()) {
        throw new ValidationException(
            "%s.%s is part of the key and must not be null.".formatted(model.name(), field));
      }
      return null;
    }
    String text;
    try {
      text = Text.string(field.codec().encode(Coercion.coerce(value, field.info().type())));
    } catch (IllegalArgumentException e) {
      throw new ValidationException("%s.%s: %s".formatted(model.name(), field, e.getMessage()), e);
    }
    if (text.length() > MOST_CHARACTERS) {
      throw new ValidationException(
          "%s.%s: a part of a key may have %d characters, but this value has %d."
              .formatted(model.name(), field, MOST_CHARACTERS, text.length()));
    }
    return text;
  }

  /**
   * Checks a part of an id.
   *
   * @param field the field, or null for the part of a hidden key
   * @throws IllegalArgumentException if no record has it in its id
   * @throws ValidationException if it is null where it must not be, or too long
   */
  static void check(BoundModel<?> model, @Nullable BoundField field, @Nullable String part) {
    if (field == null) {
      if (part == null || part.length() > MOST_CHARACTERS) {
        throw new IllegalArgumentException("an id has from 0 to 512 characters.");
      }
      return;
    }
    Object value = part == null ? null : field.codec().decode(Text.bytes(part));
    String canonical = text(model, field, value);
    if (part != null && !part.equals(canonical)) {
      throw new IllegalArgumentException(
          "\"%s\" is written \"%s\" in %s.".formatted(part, canonical, field));
    }
  }
}
