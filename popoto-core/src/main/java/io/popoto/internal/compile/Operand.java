package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.spi.Equality;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A value to compare a field with.
 *
 * @param field the field
 * @param value the value, of the field's type
 * @param text what would be stored for it
 */
record Operand(BoundField field, Object value, byte[] text) {
  Operand(BoundField field, Object value) {
    this(field, value, field.text(value));
  }

  Equality equality() {
    return field.codec().equality();
  }

  /** Returns the text as it stands in the name of an index key; see {@code entries.lua}. */
  byte[] canonical() {
    return switch (equality()) {
      case TEXT -> text;
      case NUMBER -> Text.string(text).equals("-0.0") ? Text.bytes("0.0") : text;
      case DECIMAL -> Text.bytes(decimal(new BigDecimal(Text.string(text))));
    };
  }

  private static String decimal(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.unscaledValue() + "e" + -(long) stripped.scale();
  }

  /** Returns whether what is stored means this value. */
  boolean equalTo(byte[] stored) {
    if (Arrays.equals(stored, text)) {
      return true;
    }
    try {
      return switch (equality()) {
        case TEXT -> false;
        case NUMBER -> number(stored) == number(text);
        case DECIMAL -> decimal(stored).compareTo(decimal(text)) == 0;
      };
    } catch (NumberFormatException e) {
      // Edited by hand: no number, so not this one.
      return false;
    }
  }

  private static double number(byte[] text) {
    return Double.parseDouble(Text.string(text));
  }

  private static BigDecimal decimal(byte[] text) {
    return new BigDecimal(Text.string(text));
  }
}
