package io.popoto.benchmarks.report;

import java.util.Locale;

/**
 * What a ratio must reach.
 *
 * @param rival beside whom, or "" for a figure that stands alone
 * @param form how it is reckoned
 * @param limit where it lies
 */
public record Bar(String rival, Form form, double limit) {

  /** How a bar is reckoned. */
  public enum Form {
    /** Popoto's time, memory or allocation over the rival's may be at most so much. */
    AT_MOST,
    /** Popoto must be so many times as fast as the rival. */
    AT_LEAST,
    /** Popoto's own figure may be at most so much. */
    OWN
  }

  /** Popoto's figure over the rival's may be at most this. */
  public static Bar atMost(double limit, String rival) {
    return new Bar(rival, Form.AT_MOST, limit);
  }

  /** Popoto must be this many times as fast. */
  public static Bar atLeast(double limit, String rival) {
    return new Bar(rival, Form.AT_LEAST, limit);
  }

  /** Popoto's figure may be at most this. */
  public static Bar own(double limit) {
    return new Bar("", Form.OWN, limit);
  }

  /** Returns what the bar is about, reckoned from two figures. */
  public double ratio(double popoto, double other) {
    return switch (form) {
      case AT_MOST -> popoto / other;
      case AT_LEAST -> other / popoto;
      case OWN -> popoto;
    };
  }

  /** Returns whether a ratio reaches the bar. */
  public boolean met(double ratio) {
    return form == Form.AT_LEAST ? ratio >= limit : ratio <= limit;
  }

  /** Returns the bar as text. */
  public String text() {
    String number = Numbers.plain(limit);
    return (form == Form.AT_LEAST ? "≥ " : "≤ ") + number + (form == Form.OWN ? "" : " ×");
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(form.name().toLowerCase(Locale.ROOT), limit, rival);
  }
}
