package io.popoto.internal.codec;

/** What every score has to be. */
final class Scores {
  private Scores() {}

  /** Returns the score itself, zero without a sign; throws if it is not finite. */
  static double finite(double score) {
    if (Double.isFinite(score)) {
      return score + 0.0;
    }
    throw new IllegalArgumentException(
        Double.isNaN(score)
            ? "NaN has no place in an order"
            : "an infinite number, or one beyond the range of a double, cannot be a score");
  }
}
