package io.popoto.internal.codec;

import java.math.BigDecimal;

/**
 * Decimal numbers as ASCII text whose bytes, followed by a NUL, have the order of the numbers.
 *
 * <p>Zero is {@code 0}. A positive number is {@code 1}, its decimal exponent plus 500 in three
 * digits, and its digits without trailing zeros: 12.5 is {@code 1501125}. A negative number is
 * {@code -}, 499 minus the exponent, the nine's complement of the digits, and {@code ~}, so that a
 * greater magnitude comes first: -12.5 is {@code -498874~}.
 *
 * <p>Where three digits do not hold the exponent it has eleven, and the sign is another: {@code 2}
 * and {@code ,} for greater magnitudes, {@code 0} and {@code .} for smaller ones.
 */
public final class DecimalToken {
  private static final int MAX_EXPONENT = 499;

  /** More than any exponent of a BigDecimal. */
  private static final long BIAS = 10_000_000_000L;

  private DecimalToken() {}

  /** Returns the token of a number. Numbers that compare as equal have the same one. */
  public static String of(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = value.stripTrailingZeros();
    long exponent = (long) stripped.precision() - stripped.scale() - 1;
    String digits = stripped.unscaledValue().abs().toString();
    return value.signum() > 0
        ? positive(exponent) + digits
        : negative(exponent) + complement(digits) + "~";
  }

  private static String positive(long exponent) {
    if (exponent > MAX_EXPONENT) {
      return "2" + elevenDigits(BIAS + exponent);
    }
    return exponent < -MAX_EXPONENT
        ? "0" + elevenDigits(BIAS + exponent)
        : "1" + threeDigits(exponent + 500);
  }

  private static String negative(long exponent) {
    if (exponent > MAX_EXPONENT) {
      return "," + elevenDigits(BIAS - exponent);
    }
    return exponent < -MAX_EXPONENT
        ? "." + elevenDigits(BIAS - exponent)
        : "-" + threeDigits(MAX_EXPONENT - exponent);
  }

  private static String elevenDigits(long number) {
    return Long.toString(10 * BIAS + number).substring(1);
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
