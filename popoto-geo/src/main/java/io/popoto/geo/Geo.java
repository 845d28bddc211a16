package io.popoto.geo;

import io.popoto.Condition;
import io.popoto.exception.QueryException;
import io.popoto.spi.Computed;
import org.jspecify.annotations.Nullable;

/** Conditions and values for fields with {@link GeoField}. Stateless. */
public final class Geo {
  private Geo() {}

  /**
   * Returns the condition that a field lies within a distance of a point, exact to 1 m.
   *
   * @throws QueryException if the point or the distance is null
   */
  public static Condition near(
      String field, @Nullable GeoPoint point, @Nullable Distance distance) {
    return Condition.matching(
        field,
        new CircleCriterion(present(point, "the centre"), present(distance, "the distance")));
  }

  /**
   * Returns the condition that a field lies in a box around a point, exact to 1 m.
   *
   * @param width the extent from west to east, measured at the latitude of the field
   * @param height the extent from south to north
   * @throws QueryException if any of these is null
   */
  public static Condition box(
      String field,
      @Nullable GeoPoint centre,
      @Nullable Distance width,
      @Nullable Distance height) {
    return Condition.matching(
        field,
        new BoxCriterion(
            present(centre, "the centre"),
            present(width, "the width"),
            present(height, "the height")));
  }

  /**
   * Returns the distance of a field from a point, exact to 1 m, as an order or as a value.
   *
   * @throws QueryException if the point is null
   */
  public static Computed<Distance> distance(String field, @Nullable GeoPoint point) {
    return new DistanceFrom(field, present(point, "the point"));
  }

  static <V> V present(@Nullable V value, String what) {
    if (value == null) {
      throw new QueryException("geo: " + what + " must not be null.");
    }
    return value;
  }
}
