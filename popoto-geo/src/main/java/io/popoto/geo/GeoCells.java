package io.popoto.geo;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a geo index in which the points of a circle or a box lie, and the exact tests for
 * both shapes.
 *
 * <p>A covering is complete but not tight: it holds the score of each point inside the shape, and
 * of points around it, which the exact test then tells apart. This is true of a point's own
 * coordinates and of the centre of its cell alike.
 */
final class GeoCells {

  /** The most ranges in a covering; each of them is a search in the index. */
  static final int MAX_RANGES = 12;

  /**
   * How many squares a shape is taken apart into at most, before what lies closest is joined again.
   */
  private static final int MAX_SQUARES = 96;

  private GeoCells() {}

  /**
   * Returns ranges of scores that hold every point of a circle.
   *
   * @param centre the middle of the circle
   * @param radiusMeters metres, 0 or more
   * @return ascending ranges with gaps between them, at least 1 and at most {@link #MAX_RANGES}
   */
  static List<GeoRange> covering(GeoPoint centre, double radiusMeters) {
    return covering(GeoBounds.ofCircle(centre, radiusMeters));
  }

  /**
   * Returns ranges of scores that hold every point of a box.
   *
   * @param centre the middle of the box
   * @param widthMeters metres from west to east, 0 or more
   * @param heightMeters metres from south to north, 0 or more
   * @return ascending ranges with gaps between them, at least 1 and at most {@link #MAX_RANGES}
   */
  static List<GeoRange> covering(GeoPoint centre, double widthMeters, double heightMeters) {
    return covering(GeoBounds.ofBox(centre, widthMeters, heightMeters));
  }

  /** Tells whether a point is at most {@code radiusMeters} from the centre. */
  static boolean inCircle(GeoPoint centre, double radiusMeters, GeoPoint point) {
    return Geohash.meters(
            centre.latitude(), centre.longitude(), point.latitude(), point.longitude())
        <= radiusMeters;
  }

  /**
   * Tells whether a point is in a box as Redis' {@code GEOSEARCH BYBOX} means it: at most half the
   * height from the centre along the meridian, and at most half the width from the centre's
   * meridian at the latitude of the point.
   */
  static boolean inBox(GeoPoint centre, double widthMeters, double heightMeters, GeoPoint point) {
    double latitude = point.latitude();
    return Geohash.metersAlongMeridian(centre.latitude(), latitude) <= heightMeters / 2
        && Geohash.meters(latitude, centre.longitude(), latitude, point.longitude())
            <= widthMeters / 2;
  }

  private static List<GeoRange> covering(GeoBounds bounds) {
    List<GeoSquare> squares = List.of(GeoSquare.GRID);
    for (long side = Geohash.SIDE; side > 1; side /= 2) {
      List<GeoSquare> finer = splitThoseOnTheEdge(squares, bounds);
      if (finer.size() > MAX_SQUARES) {
        break;
      }
      squares = finer;
    }
    List<GeoRange> ranges = ranges(squares);
    joinClosest(ranges);
    return List.copyOf(ranges);
  }

  /**
   * Replaces each square that is partly outside the bounds by those of its quarters that are not.
   */
  private static List<GeoSquare> splitThoseOnTheEdge(List<GeoSquare> squares, GeoBounds bounds) {
    List<GeoSquare> split = new ArrayList<>();
    for (GeoSquare square : squares) {
      if (bounds.contain(square)) {
        split.add(square);
        continue;
      }
      for (GeoSquare quarter : square.quarters()) {
        if (bounds.meet(quarter)) {
          split.add(quarter);
        }
      }
    }
    return split;
  }

  /** Returns the scores in ascending squares; those without a gap between them become one range. */
  private static List<GeoRange> ranges(List<GeoSquare> squares) {
    List<GeoRange> ranges = new ArrayList<>();
    for (GeoSquare square : squares) {
      GeoRange range = square.scores();
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).maxExclusive() == range.min()) {
        ranges.set(last, new GeoRange(ranges.get(last).min(), range.maxExclusive()));
      } else {
        ranges.add(range);
      }
    }
    return ranges;
  }

  private static void joinClosest(List<GeoRange> ranges) {
    while (ranges.size() > MAX_RANGES) {
      int closest = 0;
      for (int i = 1; i < ranges.size() - 1; i++) {
        if (gapAfter(i, ranges) < gapAfter(closest, ranges)) {
          closest = i;
        }
      }
      GeoRange next = ranges.remove(closest + 1);
      ranges.set(closest, new GeoRange(ranges.get(closest).min(), next.maxExclusive()));
    }
  }

  private static double gapAfter(int index, List<GeoRange> ranges) {
    return ranges.get(index + 1).min() - ranges.get(index).maxExclusive();
  }
}
