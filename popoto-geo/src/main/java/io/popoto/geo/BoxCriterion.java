package io.popoto.geo;

import io.popoto.spi.Criterion;
import java.util.List;

/** The points in a box around another, aligned with the meridians. */
record BoxCriterion(GeoPoint centre, Distance width, Distance height) implements Criterion {
  private static final double ROUNDING_METERS = 1e-6;

  @Override
  public String function() {
    return "geo_box";
  }

  @Override
  public List<Double> arguments() {
    return List.of(centre.latitude(), centre.longitude(), width.meters(), height.meters());
  }

  @Override
  public List<ScoreRange> ranges() {
    return GeoCells.covering(centre, width.meters(), height.meters()).stream()
        .map(range -> new ScoreRange(range.min(), range.maxExclusive()))
        .toList();
  }

  @Override
  public boolean matches(Object value) {
    GeoPoint point = Geohash.position(Geohash.score((GeoPoint) value));
    return GeoCells.inBox(
        centre, width.meters() + ROUNDING_METERS, height.meters() + ROUNDING_METERS, point);
  }

  @Override
  public String text() {
    return "within " + width + " by " + height + " around " + centre;
  }
}
