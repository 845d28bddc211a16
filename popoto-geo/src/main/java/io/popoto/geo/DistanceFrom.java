package io.popoto.geo;

import io.popoto.spi.Computed;
import java.util.List;

/** The distance of a field from a point. */
record DistanceFrom(String field, GeoPoint point) implements Computed<Distance> {
  /** Two machines' sines may differ in the last digits, which must not decide the order. */
  private static final double PARTS_OF_METER = 1e6;

  @Override
  public String function() {
    return "geo_distance";
  }

  @Override
  public List<Double> arguments() {
    return List.of(point.latitude(), point.longitude());
  }

  @Override
  public Distance of(Object fieldValue) {
    GeoPoint there = Geohash.position(Geohash.score((GeoPoint) fieldValue));
    double meters =
        Geohash.meters(point.latitude(), point.longitude(), there.latitude(), there.longitude());
    return Distance.meters(Math.floor(meters * PARTS_OF_METER + 0.5) / PARTS_OF_METER);
  }

  @Override
  public Class<Distance> type() {
    return Distance.class;
  }

  @Override
  public String toString() {
    return "distance of " + field + " from " + point;
  }
}
