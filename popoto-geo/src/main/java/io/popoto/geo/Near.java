package io.popoto.geo;

import io.popoto.exception.QueryException;
import io.popoto.spi.Criterion;
import org.jspecify.annotations.Nullable;

/**
 * A circle, the operand of {@code location__near}. Immutable.
 *
 * @param point the centre
 * @param distance the radius
 */
public record Near(GeoPoint point, Distance distance) {

  /** Checks for nulls. */
  public Near {
    Geo.present(point, "the centre");
    Geo.present(distance, "the distance");
  }

  /**
   * Returns the circle around a point.
   *
   * @throws QueryException if the point or the unit is null, or the radius is no distance
   */
  public static Near of(@Nullable GeoPoint point, double radius, @Nullable DistanceUnit unit) {
    GeoPoint centre = Geo.present(point, "the centre");
    DistanceUnit known = Geo.present(unit, "the unit");
    try {
      return new Near(centre, Distance.of(radius, known));
    } catch (IllegalArgumentException e) {
      throw new QueryException("near: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the circle around a point, with the unit as text: m, km, ft or mi.
   *
   * @throws QueryException if the point or the unit is null, or the unit or the radius is none
   */
  public static Near of(@Nullable GeoPoint point, double radius, @Nullable String unit) {
    return of(point, radius, DistanceUnit.parse(Geo.present(unit, "the unit")));
  }

  Criterion criterion() {
    return new CircleCriterion(point, distance);
  }
}
