package io.popoto.geo;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows and columns of the geohash grid between which all points of a shape lie. A shape across
 * the date line has two spans of columns.
 *
 * @param rows the rows
 * @param columns the columns, one or more spans, which may overlap
 */
record GeoBounds(Span rows, List<Span> columns) {

  /**
   * What is added to a shape on each side, in metres. It is more than the rounding in all formulas
   * and more than half a cell.
   */
  private static final double MARGIN = 1;

  GeoBounds {
    columns = List.copyOf(columns);
  }

  /** Cells of one row or column that follow one another, from the first to the last. */
  record Span(long first, long last) {
    static final Span ALL = new Span(0, Geohash.SIDE - 1);

    boolean meets(long start, long length) {
      return start <= last && start + length > first;
    }

    boolean contains(long start, long length) {
      return start >= first && start + length - 1 <= last;
    }
  }

  /**
   * Returns the bounds of a circle. Its westernmost and easternmost points are where a meridian
   * touches it, which is nearer to the pole than the centre is; a circle around a pole meets all
   * meridians.
   */
  static GeoBounds ofCircle(GeoPoint centre, double radiusMeters) {
    double radius = angle("radius", radiusMeters);
    double fromPole = Math.PI / 2 - Math.abs(Math.toRadians(centre.latitude()));
    double halfWidth = radius < fromPole ? Math.asin(sineRatio(radius, fromPole)) : Math.PI;
    return around(centre, radius, halfWidth);
  }

  /** Returns the bounds of a box, which spans most meridians where it is nearest to a pole. */
  static GeoBounds ofBox(GeoPoint centre, double widthMeters, double heightMeters) {
    double halfHeight = angle("height", heightMeters / 2);
    double quarterWidth = angle("width", widthMeters / 2) / 2;
    double farthest =
        Math.min(
            Math.abs(Math.toRadians(centre.latitude())) + halfHeight,
            Math.toRadians(GeoPoint.MAX_LATITUDE));
    double fromPole = Math.PI / 2 - farthest;
    double halfWidth =
        quarterWidth < fromPole ? 2 * Math.asin(sineRatio(quarterWidth, fromPole)) : Math.PI;
    return around(centre, halfHeight, halfWidth);
  }

  /** Tells whether a square has a cell within these bounds. */
  boolean meet(GeoSquare square) {
    if (!rows.meets(square.row(), square.side())) {
      return false;
    }
    for (Span span : columns) {
      if (span.meets(square.column(), square.side())) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether all cells of a square are within these bounds, in one span of columns. */
  boolean contain(GeoSquare square) {
    if (!rows.contains(square.row(), square.side())) {
      return false;
    }
    for (Span span : columns) {
      if (span.contains(square.column(), square.side())) {
        return true;
      }
    }
    return false;
  }

  private static GeoBounds around(GeoPoint centre, double halfHeight, double halfWidth) {
    double height = Math.toDegrees(halfHeight);
    Span rows =
        new Span(Geohash.row(centre.latitude() - height), Geohash.row(centre.latitude() + height));
    return new GeoBounds(rows, columns(centre.longitude(), Math.toDegrees(halfWidth)));
  }

  private static List<Span> columns(double longitude, double halfWidth) {
    if (halfWidth >= GeoPoint.MAX_LONGITUDE) {
      return List.of(Span.ALL);
    }
    double west = longitude - halfWidth;
    double east = longitude + halfWidth;
    List<Span> spans = new ArrayList<>();
    spans.add(new Span(Geohash.column(west), Geohash.column(east)));
    if (west < -GeoPoint.MAX_LONGITUDE) {
      spans.add(new Span(Geohash.column(west + 360), Geohash.SIDE - 1));
    }
    if (east > GeoPoint.MAX_LONGITUDE) {
      spans.add(new Span(0, Geohash.column(east - 360)));
    }
    return spans;
  }

  private static double sineRatio(double angle, double larger) {
    return Math.min(1, Math.sin(angle) / Math.sin(larger));
  }

  private static double angle(String name, double meters) {
    if (!(meters >= 0)) {
      throw new IllegalArgumentException(
          "The " + name + " must be 0 m or more, but is " + meters + " m.");
    }
    return (meters + MARGIN) / Geohash.EARTH_RADIUS;
  }
}
