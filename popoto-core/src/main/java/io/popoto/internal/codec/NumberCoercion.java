package io.popoto.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers as numbers of another type, where nothing is lost by it. */
final class NumberCoercion {
  /** Beyond these, writing a number out in full takes more time than any caller would wait. */
  private static final int MAX_DIGITS = 100_000;

  private NumberCoercion() {}

  /**
   * Returns the number as one of the given class, or null if it does not fit or either class is not
   * known here. Only from double to float is it rounded.
   */
  static @Nullable Number convert(Number number, Class<?> type) {
    if (type == Double.class) {
      return toDouble(number);
    }
    if (type == Float.class) {
      return toFloat(number);
    }
    if (type == BigDecimal.class) {
      return toDecimal(number);
    }
    BigInteger whole = toWhole(number);
    return whole == null ? null : narrow(whole, type);
  }

  private static @Nullable Number narrow(BigInteger whole, Class<?> type) {
    if (type == BigInteger.class) {
      return whole;
    }
    try {
      if (type == Long.class) {
        return whole.longValueExact();
      }
      if (type == Integer.class) {
        return whole.intValueExact();
      }
      if (type == Short.class) {
        return whole.shortValueExact();
      }
      return type == Byte.class ? whole.byteValueExact() : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Double toDouble(Number number) {
    if (number instanceof Float || number instanceof Double) {
      return number.doubleValue();
    }
    BigDecimal exact = exact(number);
    if (exact == null) {
      return null;
    }
    double nearest = exact.doubleValue();
    return Double.isFinite(nearest)
            && (new BigDecimal(nearest).compareTo(exact) == 0
                || isDecimal(number, NumberText.of(nearest)))
        ? nearest
        : null;
  }

  private static @Nullable Float toFloat(Number number) {
    if (number instanceof Float || number instanceof Double) {
      float nearest = number.floatValue();
      return Float.isInfinite(nearest) && Double.isFinite(number.doubleValue()) ? null : nearest;
    }
    BigDecimal exact = exact(number);
    if (exact == null) {
      return null;
    }
    float nearest = exact.floatValue();
    return Float.isFinite(nearest)
            && (new BigDecimal(nearest).compareTo(exact) == 0
                || isDecimal(number, NumberText.of(nearest)))
        ? nearest
        : null;
  }

  /** Tells whether a decimal number, such as 0.1, is the one that a rounded number is shown as. */
  private static boolean isDecimal(Number number, String shown) {
    return number instanceof BigDecimal decimal && new BigDecimal(shown).compareTo(decimal) == 0;
  }

  private static @Nullable BigDecimal toDecimal(Number number) {
    if (number instanceof Float value) {
      return Float.isFinite(value) ? new BigDecimal(NumberText.of((float) value)) : null;
    }
    if (number instanceof Double value) {
      return Double.isFinite(value) ? new BigDecimal(NumberText.of((double) value)) : null;
    }
    return exact(number);
  }

  private static @Nullable BigInteger toWhole(Number number) {
    BigDecimal exact = exact(number);
    if (exact == null) {
      return null;
    }
    BigDecimal stripped = exact.stripTrailingZeros();
    boolean fits =
        stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= MAX_DIGITS;
    return fits ? stripped.toBigIntegerExact() : null;
  }

  private static @Nullable BigDecimal exact(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger whole) {
      return new BigDecimal(whole);
    }
    if (number instanceof Float || number instanceof Double) {
      double value = number.doubleValue();
      return Double.isFinite(value) ? new BigDecimal(value) : null;
    }
    boolean whole =
        number instanceof Long
            || number instanceof Integer
            || number instanceof Short
            || number instanceof Byte;
    return whole ? BigDecimal.valueOf(number.longValue()) : null;
  }
}
