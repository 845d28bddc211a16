package io.popoto.examples.fooddelivery;

import io.popoto.geo.GeoPoint;
import java.util.List;

/** A city of straight avenues and streets, measured in meters along both from its centre. */
final class City {
  static final GeoPoint CENTRE = GeoPoint.of(40.7484, -73.9857);

  /** The direction of the avenues in degrees, clockwise from north. */
  static final double BEARING = 29;

  /** How far apart avenues are, and streets. */
  static final double AVENUE = 250;

  static final double STREET = 80;

  /** How far the city reaches from its centre, across the avenues and along them. */
  static final double HALF_WIDTH = 1_750;

  static final double HALF_LENGTH = 3_600;

  /** Parks, each between two neighbouring avenues and some streets. */
  static final List<Park> PARKS =
      List.of(new Park(-4, -6, 10), new Park(1, -22, 7), new Park(3, 12, 8));

  private static final double METERS_PER_DEGREE = 111_195;
  private static final double SIN = Math.sin(Math.toRadians(BEARING));
  private static final double COS = Math.cos(Math.toRadians(BEARING));
  private static final double SHRINK = Math.cos(Math.toRadians(CENTRE.latitude()));

  private City() {}

  /**
   * A park.
   *
   * @param avenue the avenue where it begins; it ends at the next one
   * @param street the street where it begins
   * @param streets how many streets it is long
   */
  record Park(int avenue, int street, int streets) {}

  /** Returns the corner of an avenue and a street, counted from the centre. */
  static GeoPoint corner(int avenue, int street) {
    return new Spot(avenue * AVENUE, street * STREET).point();
  }

  /** Returns where one is after some meters on the way to a corner, along avenues and streets. */
  static GeoPoint towards(GeoPoint from, GeoPoint corner, double meters) {
    Spot start = Spot.of(from);
    Spot goal = Spot.of(corner);
    double left = meters;
    double across = start.across;
    double along = start.along;
    if (Math.abs(goal.along - along) > 0.5) {
      double avenue = Math.rint(across / AVENUE) * AVENUE;
      double aside = atMost(left, avenue - across);
      double ahead = atMost(left - Math.abs(aside), goal.along - along);
      across += aside;
      along += ahead;
      left -= Math.abs(aside) + Math.abs(ahead);
    }
    if (Math.abs(goal.along - along) <= 0.5) {
      across += atMost(left, goal.across - across);
      along = goal.along;
    }
    return new Spot(across, along).point();
  }

  private static double atMost(double limit, double way) {
    return Math.max(-limit, Math.min(limit, way));
  }

  private record Spot(double across, double along) {
    static Spot of(GeoPoint point) {
      double north = (point.latitude() - CENTRE.latitude()) * METERS_PER_DEGREE;
      double east = (point.longitude() - CENTRE.longitude()) * METERS_PER_DEGREE * SHRINK;
      return new Spot(east * COS - north * SIN, east * SIN + north * COS);
    }

    GeoPoint point() {
      double north = along * COS - across * SIN;
      double east = along * SIN + across * COS;
      return GeoPoint.of(
          rounded(CENTRE.latitude() + north / METERS_PER_DEGREE),
          rounded(CENTRE.longitude() + east / (METERS_PER_DEGREE * SHRINK)));
    }

    /** Returns degrees that are exact to a tenth of a meter, and short to read. */
    private static double rounded(double degrees) {
      return Math.rint(degrees * 1e6) / 1e6;
    }
  }
}
