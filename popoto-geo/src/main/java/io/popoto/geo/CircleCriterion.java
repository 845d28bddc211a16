package io.popoto.geo;

import io.popoto.spi.Criterion;
import java.util.List;

/** The points within a distance of another. */
record CircleCriterion(GeoPoint centre, Distance radius) implements Criterion {
  /** Room for the last digits, in which two machines' sines may differ. */
  private static final double ROUNDING_METERS = 1e-6;

  @Override
  public String function() {
    return "geo_circle";
  }

  @Override
  public List<Double> arguments() {
    return List.of(centre.latitude(), centre.longitude(), radius.meters());
  }

  @Override
  public List<ScoreRange> ranges() {
    return GeoCells.covering(centre, radius.meters()).stream()
        .map(range -> new ScoreRange(range.min(), range.maxExclusive()))
        .toList();
  }

  @Override
  public boolean matches(Object value) {
    GeoPoint point = Geohash.position(Geohash.score((GeoPoint) value));
    return GeoCells.inCircle(centre, radius.meters() + ROUNDING_METERS, point);
  }

  @Override
  public String text() {
    return "within " + radius + " of " + centre;
  }
}
