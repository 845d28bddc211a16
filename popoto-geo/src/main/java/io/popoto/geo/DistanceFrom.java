package io.popoto.geo;

import io.popoto.spi.Computed;
import java.util.List;

/** The distance of a field from a point. */
record DistanceFrom(String field, GeoPoint point) implements Computed<Distance> {
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
    return Distance.meters(
        Geohash.meters(point.latitude(), point.longitude(), there.latitude(), there.longitude()));
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
