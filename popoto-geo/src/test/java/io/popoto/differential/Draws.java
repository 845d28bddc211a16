package io.popoto.differential;

import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Random values, those at the edges of their types often among them. */
final class Draws {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "ab",
          "abc",
          "b",
          "a:b",
          "a%b",
          "%",
          ":",
          "{}",
          "*?[]",
          "[a-z]",
          "None",
          "null",
          "日本",
          "é",
          "\uffee",
          "😀",
          "a\0b",
          "\0",
          "\u0001",
          "\u0001\u0002",
          " ",
          "-",
          "10",
          "9",
          "z".repeat(70),
          "true",
          "~",
          "\"'\\",
          "\n");

  private Draws() {}

  static Object text(Random random) {
    return random.nextInt(4) > 0
        ? TEXTS.get(random.nextInt(TEXTS.size()))
        : TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()));
  }

  static Object word(Random random) {
    return "w" + random.nextInt(6);
  }

  static Object colour(Random random) {
    return List.of(Colour.values()).get(random.nextInt(3));
  }

  static Object smallInt(Random random) {
    return random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(12) - 4;
  }

  static Object score(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> -0.0;
      case 1 -> 0.0;
      case 2 -> 0.1 * random.nextInt(5);
      case 3 -> Double.MAX_VALUE * (random.nextBoolean() ? 1 : -1);
      case 4 -> Double.MIN_VALUE;
      case 5 -> random.nextGaussian();
      default -> (double) (random.nextInt(9) - 4);
    };
  }

  static Object ratio(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      default -> score(random);
    };
  }

  static Object big(Random random) {
    long edge = (1L << 53) * (random.nextBoolean() ? 1 : -1);
    return switch (random.nextInt(6)) {
      case 0 -> Long.MAX_VALUE - random.nextInt(3);
      case 1 -> Long.MIN_VALUE + random.nextInt(3);
      case 2, 3 -> edge + random.nextInt(7) - 3;
      default -> (long) random.nextInt(9) - 4;
    };
  }

  static Object huge(Random random) {
    return BigInteger.valueOf((long) big(random)).multiply(BigInteger.valueOf((long) big(random)));
  }

  static Object decimal(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> new BigDecimal("1.0");
      case 1 -> new BigDecimal("1.00");
      case 2 -> new BigDecimal("0.000").movePointLeft(random.nextInt(3));
      case 3 -> new BigDecimal("12345678901234567890.000000000" + random.nextInt(3));
      case 4 -> new BigDecimal("-0.1").movePointRight(random.nextInt(40) - 20);
      case 5 -> new BigDecimal(new BigInteger(random.nextInt(80) + 1, random), random.nextInt(9));
      default -> BigDecimal.valueOf(random.nextInt(9) - 4);
    };
  }

  /** As {@link #decimal}, or beyond the range of a double. */
  static Object anyDecimal(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new BigDecimal("-3E+400").movePointRight(random.nextInt(2));
      case 1 -> new BigDecimal("3E+400").add(BigDecimal.valueOf(random.nextInt(2)));
      case 2 -> new BigDecimal("2E-400").movePointRight(random.nextInt(2));
      default -> decimal(random);
    };
  }

  static Object instant(Random random) {
    long second =
        random.nextInt(12) == 0
            ? (random.nextLong() % 300_000_000_000L)
            : 1_700_000_000L + random.nextInt(3) - 1;
    int nano = random.nextBoolean() ? random.nextInt(3) : random.nextInt(1_000_000_000);
    return Instant.ofEpochSecond(second, random.nextInt(3) == 0 ? 0 : nano);
  }

  static Object day(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> LocalDate.of(-5 + random.nextInt(10), 3, 1);
      case 1 -> LocalDate.of(9_998 + random.nextInt(5), 3, 1);
      default -> LocalDate.of(2026, 2, 25).plusDays(random.nextInt(8));
    };
  }

  static Object length(Random random) {
    return Duration.ofSeconds(random.nextInt(5) - 2, random.nextInt(3) * 400_000_000L);
  }

  static Object uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  static Object place(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> GeoPoint.of(0, random.nextInt(3) - 1);
      case 1 -> GeoPoint.of(random.nextInt(170) - 85, random.nextBoolean() ? 180 : -179.999);
      case 2 -> GeoPoint.of(85 * (random.nextBoolean() ? 1 : -1), random.nextInt(360) - 180);
      case 3 -> GeoPoint.of(random.nextDouble() * 170 - 85, random.nextDouble() * 360 - 180);
      default -> GeoPoint.of(41.9 + random.nextDouble() / 10, 12.4 + random.nextDouble() / 10);
    };
  }
}
