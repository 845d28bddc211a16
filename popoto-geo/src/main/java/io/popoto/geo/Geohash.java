package io.popoto.geo;

/**
 * The geohash and the distance of Redis' geo commands.
 *
 * <p>The Earth from -85.05112878 to 85.05112878 degrees north and -180 to 180 degrees east is a
 * grid of 2<sup>26</sup> by 2<sup>26</sup> cells. A cell's number is made of the bits of its row
 * (counted northwards), which are the even ones, and of its column (counted eastwards), which are
 * the odd ones. Such a number has 52 bits, and so a double, which is what the score of a sorted set
 * is, holds it without loss.
 *
 * <p>The formulas are those of {@code geohash.c} and {@code geohash_helper.c} in Redis 7; scores,
 * positions and distances are the same as those of {@code GEOADD}, {@code GEOPOS} and {@code
 * GEODIST}, but for two exceptions: points on the northern and the eastern edge belong to the
 * outermost cell instead of one beyond the grid, and the distance of antipodes is always a number.
 */
final class Geohash {

  /** The number of bits of a row or a column. */
  static final int BITS = 26;

  /** The number of rows, and of columns. */
  static final long SIDE = 1L << BITS;

  /** The radius of the Earth, in metres. */
  static final double EARTH_RADIUS = 6372797.560856;

  private static final double RADIANS_PER_DEGREE = Math.PI / 180;

  private Geohash() {}

  /** Returns the number of the cell that a point lies in, from 0 to 2<sup>52</sup> - 1. */
  static double score(GeoPoint point) {
    return (double) number(row(point.latitude()), column(point.longitude()));
  }

  /** Returns the centre of the cell that a score is the number of. */
  static GeoPoint position(double score) {
    long number = (long) score;
    return new GeoPoint(
        centre(gather(number), GeoPoint.MAX_LATITUDE),
        centre(gather(number >>> 1), GeoPoint.MAX_LONGITUDE));
  }

  /** Returns the distance of two points, whose coordinates are given in degrees, in metres. */
  static double meters(double latitude1, double longitude1, double latitude2, double longitude2) {
    double v = Math.sin((radians(longitude2) - radians(longitude1)) / 2);
    if (v == 0) {
      return metersAlongMeridian(latitude1, latitude2);
    }
    double u = Math.sin((radians(latitude2) - radians(latitude1)) / 2);
    double a = u * u + Math.cos(radians(latitude1)) * Math.cos(radians(latitude2)) * v * v;
    return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(a, 1)));
  }

  /** Returns the distance of two latitudes, given in degrees, in metres. */
  static double metersAlongMeridian(double latitude1, double latitude2) {
    return EARTH_RADIUS * Math.abs(radians(latitude2) - radians(latitude1));
  }

  /** Returns the row of a latitude; one outside the grid is in the outermost row on its side. */
  static long row(double latitude) {
    return cell(latitude, GeoPoint.MAX_LATITUDE);
  }

  /** Returns the column of a longitude; one outside the grid is in the outermost on its side. */
  static long column(double longitude) {
    return cell(longitude, GeoPoint.MAX_LONGITUDE);
  }

  /** Returns the number of the cell in a row and a column. */
  static long number(long row, long column) {
    return spread(row) | spread(column) << 1;
  }

  private static long cell(double degrees, double limit) {
    double offset = (degrees + limit) / (2 * limit) * SIDE;
    return Math.max(0, Math.min(SIDE - 1, (long) offset));
  }

  private static double centre(long cell, double limit) {
    double size = 2 * limit;
    double low = -limit + (double) cell / SIDE * size;
    double high = -limit + (double) (cell + 1) / SIDE * size;
    return Math.max(-limit, Math.min(limit, (low + high) / 2));
  }

  private static double radians(double degrees) {
    return degrees * RADIANS_PER_DEGREE;
  }

  /** Moves bit n to bit 2n, for the lower 32 bits, halving the width of the groups in each step. */
  private static long spread(long bits) {
    long spread = bits & 0xFFFFFFFFL;
    spread = (spread | spread << 16) & 0x0000FFFF0000FFFFL;
    spread = (spread | spread << 8) & 0x00FF00FF00FF00FFL;
    spread = (spread | spread << 4) & 0x0F0F0F0F0F0F0F0FL;
    spread = (spread | spread << 2) & 0x3333333333333333L;
    return (spread | spread << 1) & 0x5555555555555555L;
  }

  /** Moves bit 2n to bit n and drops the odd bits: the reverse of {@link #spread(long)}. */
  private static long gather(long bits) {
    long gathered = bits & 0x5555555555555555L;
    gathered = (gathered | gathered >>> 1) & 0x3333333333333333L;
    gathered = (gathered | gathered >>> 2) & 0x0F0F0F0F0F0F0F0FL;
    gathered = (gathered | gathered >>> 4) & 0x00FF00FF00FF00FFL;
    gathered = (gathered | gathered >>> 8) & 0x0000FFFF0000FFFFL;
    return (gathered | gathered >>> 16) & 0x00000000FFFFFFFFL;
  }
}
