package io.popoto.spi;

/** How two stored forms are compared to tell whether they stand for equal values. */
public enum Equality {
  /** Byte by byte. */
  TEXT,

  /**
   * Byte by byte, but {@code -0.0} equals {@code 0.0}, as double-precision numbers do. Each other
   * number must have one stored form.
   */
  NUMBER,

  /** As decimal numbers of any length: {@code 1.0} equals {@code 1.00}. */
  DECIMAL
}
