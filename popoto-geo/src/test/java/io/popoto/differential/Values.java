package io.popoto.differential;

import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Equality, order and distance as queries have to see them, written down without the library. */
final class Values {
  private static final double EARTH_RADIUS_METERS = 6_372_797.560856;

  private Values() {}

  /** Returns whether two values are the same: numbers by value, all others by equality. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    return compare(a, b) == 0;
  }

  /** Compares two values; null comes first. */
  static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    if (a instanceof Double || b instanceof Double) {
      double x = ((Number) a).doubleValue();
      double y = ((Number) b).doubleValue();
      return x == y ? 0 : Double.compare(x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return decimal(x).compareTo(decimal(y));
    }
    if (a instanceof String || a instanceof Enum<?> || a instanceof java.util.UUID) {
      return compareText(text(a), text(b));
    }
    return comparable(a).compareTo(b);
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(Object value) {
    return (Comparable<Object>) value;
  }

  private static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    return number instanceof BigInteger whole
        ? new BigDecimal(whole)
        : BigDecimal.valueOf(number.longValue());
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant ? constant.name() : value.toString();
  }

  /** Compares texts by their code points, which is the order of the bytes of their UTF-8. */
  static int compareText(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  /** Returns the distance of two points by the haversine formula. */
  static double meters(GeoPoint a, GeoPoint b) {
    double latitude1 = Math.toRadians(a.latitude());
    double latitude2 = Math.toRadians(b.latitude());
    double northwards = Math.sin((latitude2 - latitude1) / 2);
    double eastwards = Math.sin(Math.toRadians(b.longitude() - a.longitude()) / 2);
    double h =
        northwards * northwards + Math.cos(latitude1) * Math.cos(latitude2) * eastwards * eastwards;
    return 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(Math.min(1, h)));
  }

  /** Returns a part of a key as it stands in an id. */
  static String idPart(Object part, boolean alone) {
    String text = text(part).replace("%", "%25");
    return alone ? text : text.replace(":", "%3A");
  }

  /** Returns what a field of an entity holds, as an {@link Entry} has it. */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof io.popoto.Ref<?> ref) {
      return ref.key().map(io.popoto.Key::id).orElse(null);
    }
    return value;
  }

  /** Returns the moment as a query gives it, for messages. */
  static String shown(@Nullable Object value) {
    if (value instanceof String text) {
      StringBuilder shown = new StringBuilder("\"");
      text.chars()
          .forEach(c -> shown.append(c < 32 || c > 126 ? "\\u%04x".formatted(c) : (char) c + ""));
      return shown.append('"').toString();
    }
    return value instanceof Instant instant ? instant.toString() : String.valueOf(value);
  }
}
