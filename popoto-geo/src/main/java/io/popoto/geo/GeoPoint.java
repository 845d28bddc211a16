package io.popoto.geo;

/**
 * A place on the Earth (WGS 84), in the range that Redis can index. Immutable; equal if both
 * coordinates are.
 *
 * @param latitude degrees north of the equator, from -85.05112878 to 85.05112878
 * @param longitude degrees east of Greenwich, from -180 to 180
 */
public record GeoPoint(double latitude, double longitude) {

  static final double MAX_LATITUDE = 85.05112878;
  static final double MAX_LONGITUDE = 180;

  private static final String WHITESPACE = " \t\n\u000B\f\r";

  /**
   * Makes a point.
   *
   * @param latitude degrees north of the equator, from -85.05112878 to 85.05112878
   * @param longitude degrees east of Greenwich, from -180 to 180
   * @throws IllegalArgumentException if a coordinate is outside its range or not a number
   */
  public GeoPoint {
    check("latitude", latitude, MAX_LATITUDE);
    check("longitude", longitude, MAX_LONGITUDE);
    // Adding zero turns -0.0 into 0.0, so that equal places are equal objects.
    latitude += 0.0;
    longitude += 0.0;
  }

  /**
   * Returns the point with these coordinates.
   *
   * @param latitude degrees north of the equator, from -85.05112878 to 85.05112878
   * @param longitude degrees east of Greenwich, from -180 to 180
   * @return the point
   * @throws IllegalArgumentException if a coordinate is outside its range or not a number
   */
  public static GeoPoint of(double latitude, double longitude) {
    return new GeoPoint(latitude, longitude);
  }

  /**
   * Returns the point that a text gives, the reverse of {@link #toString()}.
   *
   * @param text latitude and longitude in decimal degrees with a comma between them, such as {@code
   *     40.748,-73.985}; spaces around the numbers are ignored
   * @return the point
   * @throws IllegalArgumentException if the text has another form or a coordinate is outside its
   *     range
   */
  public static GeoPoint parse(String text) {
    int comma = text.indexOf(',');
    double latitude;
    double longitude;
    try {
      latitude = number(text, 0, comma);
      longitude = number(text, comma + 1, text.length());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "A point is written as \"latitude,longitude\" in decimal degrees, such as"
              + " \"40.748,-73.985\", but this is \""
              + text
              + "\".",
          e);
    }
    return of(latitude, longitude);
  }

  /** Returns the decimal number between two places of a text. */
  private static double number(String text, int begin, int end) {
    int from = begin;
    int to = end;
    while (from < to && WHITESPACE.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (from < to && WHITESPACE.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    // Java has more forms of numbers, such as hexadecimal ones, and they take other characters.
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        throw new NumberFormatException();
      }
    }
    if (from >= to) {
      throw new NumberFormatException();
    }
    return Double.parseDouble(text.substring(from, to));
  }

  /**
   * Returns the length of the shortest way to another point over the surface of the Earth, taken as
   * a sphere of radius 6372797.560856 m, as Redis does.
   *
   * @param other the other point
   * @return the distance, in metres
   */
  public Distance distanceTo(GeoPoint other) {
    return Distance.meters(Geohash.meters(latitude, longitude, other.latitude, other.longitude));
  }

  /**
   * Returns the coordinates as text, such as {@code 40.748,-73.985}, from which {@link
   * #parse(String)} makes an equal point.
   *
   * @return latitude, comma, longitude
   */
  @Override
  public String toString() {
    return latitude + "," + longitude;
  }

  private static void check(String name, double degrees, double limit) {
    if (!(Math.abs(degrees) <= limit)) {
      throw new IllegalArgumentException(
          "The "
              + name
              + " of a point is from -"
              + limit
              + " to "
              + limit
              + " degrees, but this is "
              + degrees
              + ".");
    }
  }
}
