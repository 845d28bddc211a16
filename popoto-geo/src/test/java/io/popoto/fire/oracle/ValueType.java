package io.popoto.fire.oracle;

import java.math.BigDecimal;
import java.time.Instant;

/** How the stored text of a sorted field is ordered. */
public enum ValueType {
  /** Numbers, whole or decimal. */
  NUMBER {
    @Override
    Comparable<?> parse(String stored) {
      return new BigDecimal(stored);
    }
  },
  /** Texts, by their bytes. */
  TEXT {
    @Override
    Comparable<?> parse(String stored) {
      return Stored.unescaped(stored);
    }
  },
  /** Moments. */
  INSTANT {
    @Override
    Comparable<?> parse(String stored) {
      return Instant.parse(stored);
    }
  };

  abstract Comparable<?> parse(String stored);

  @SuppressWarnings("unchecked")
  static int compare(Comparable<?> a, Comparable<?> b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
