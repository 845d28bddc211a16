package io.popoto.internal.codec;

import java.math.BigDecimal;

/**
 * Decimal numbers as ASCII text whose bytes, followed by a NUL, have the order of the numbers.
 *
 * <p>Zero is {@code 0}. A positive number is {@code 1}, its decimal exponent plus 500 in three
 * digits, and its digits without trailing zeros: 12.5 is {@code 1501125}. A negative number is
 * {@code -}, 499 minus the exponent, the nine's complement of the digits, and {@code ~}, so that a
 * greater magnitude comes first: -12.5 is {@code -498874~}.
 */
public final class DecimalToken {
  private static final int MAX_EXPONENT = 499;

  private DecimalToken() {}

  /**
   * Returns the token of a number. Numbers that compare as equal have the same one.
   *
   * @param value a number that is zero or of a magnitude from 1E-499 to below 1E+500
   * @return the token
   * @throws IllegalArgumentException if the number is out of that range
   */
  public static String of(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = value.stripTrailingZeros();
    long exponent = (long) stripped.precision() - stripped.scale() - 1;
    if (exponent < -MAX_EXPONENT || exponent > MAX_EXPONENT) {
      throw new IllegalArgumentException(
          "a sorted number must lie between 1E-499 and 1E+499, but has the exponent " + exponent);
    }
    String digits = stripped.unscaledValue().abs().toString();
    return value.signum() > 0
        ? "1" + threeDigits(exponent + 500) + digits
        : "-" + threeDigits(MAX_EXPONENT - exponent) + complement(digits) + "~";
  }

  private static String threeDigits(long number) {
    return Long.toString(1000 + number).substring(1);
  }

  private static String complement(String digits) {
    char[] complement = digits.toCharArray();
    for (int i = 0; i < complement.length; i++) {
      complement[i] = (char) ('0' + '9' - complement[i]);
    }
    return new String(complement);
  }
}
