package io.popoto.geo;

/**
 * Scores that follow one another: the cells of the geohash grid with these numbers.
 *
 * @param min the first score
 * @param maxExclusive the score after the last one
 */
record GeoRange(double min, double maxExclusive) {

  GeoRange {
    if (!(min < maxExclusive)) {
      throw new IllegalArgumentException("No score is from " + min + " to below " + maxExclusive);
    }
  }

  /** Tells whether a score is one of these. */
  boolean contains(double score) {
    return min <= score && score < maxExclusive;
  }
}
