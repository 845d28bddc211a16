package io.popoto.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.io.NumberOutput;

/** Numbers whose text takes some care. */
final class NumberText {
  private NumberText() {}

  /**
   * Returns the shortest text of a number, as {@link Double#toString} does since JDK 19. Older JDKs
   * write some numbers longer, and the same number must have the same text whoever wrote it.
   */
  static String of(double value) {
    return NumberOutput.toString(value, true);
  }

  /** Returns the shortest text of a number, the same on every JDK. */
  static String of(float value) {
    return NumberOutput.toString(value, true);
  }

  /** Returns the text of a decimal number, from which {@link #decimal} makes the very same one. */
  static String of(BigDecimal value) {
    long exponent = (long) value.precision() - value.scale() - 1;
    return exponent <= Integer.MAX_VALUE
        ? value.toString()
        : value.unscaledValue() + "E+" + -(long) value.scale();
  }

  /** Returns the decimal number of a text. */
  static BigDecimal decimal(String text) {
    int exponent = text.indexOf("E+");
    // BigDecimal has numbers with such exponents, but does not read them on every JDK.
    if (exponent > 0 && text.length() - exponent >= "E+2147483648".length()) {
      long number = Long.parseLong(text.substring(exponent + 2));
      if (number > Integer.MAX_VALUE) {
        return new BigDecimal(
            new BigInteger(text.substring(0, exponent)), Math.toIntExact(-number));
      }
    }
    return new BigDecimal(text);
  }
}
