package io.popoto.benchmarks.rival;

import io.popoto.geo.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The restaurants of the benchmarks, the same in every run. Each city has 10,000, spread evenly
 * over a disc of 2.5 km, so that 400 lie within 500 m of its centre, and 500 of each cuisine,
 * however many cities there are.
 */
public final class Places {
  /** How many restaurants a city has. */
  public static final int CITY = 10_000;

  private static final List<String> CUISINES =
      List.of(
          "Thai",
          "Italian",
          "Mexican",
          "Japanese",
          "Indian",
          "French",
          "Greek",
          "Turkish",
          "Korean",
          "Vietnamese",
          "Spanish",
          "Lebanese",
          "Ethiopian",
          "Peruvian",
          "Chinese",
          "German",
          "Polish",
          "Moroccan",
          "Brazilian",
          "American");
  private static final double METERS_PER_DEGREE = 111_226;
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  private Places() {}

  /** Returns the restaurants from one number up to another. */
  public static List<Place> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(Places::at).toList();
  }

  /** Returns one restaurant. */
  public static Place at(int number) {
    return new Place(
        name(number),
        cuisine(number),
        city(number),
        rating(number, 0),
        location(number),
        number % 10 != 0);
  }

  /** Returns the same restaurant later on: another rating, and every fourth another cuisine. */
  static Place changed(int number) {
    Place place = at(number);
    String cuisine = number % 4 == 0 ? cuisine(number + 1) : place.cuisine();
    return new Place(
        place.name(), cuisine, place.city(), rating(number, 1), place.location(), place.active());
  }

  /**
   * Returns saves to repeat for ever: each of some restaurants changed, then each of them as it
   * was, so that each save moves index entries.
   *
   * @param size how many restaurants there are
   * @param count how many of them are saved
   */
  public static List<Place> cycle(int size, int count) {
    List<Place> cycle = new ArrayList<>(2 * count);
    spread(size, count).forEach(number -> cycle.add(changed(number)));
    spread(size, count).forEach(number -> cycle.add(at(number)));
    return cycle;
  }

  /** Returns the names of some restaurants, evenly spread over all of them, in no order. */
  public static List<String> names(int size, int count) {
    return spread(size, count)
        .map(number -> (int) (number * 7919L % size))
        .mapToObj(Places::name)
        .toList();
  }

  private static IntStream spread(int size, int count) {
    return IntStream.range(0, count).map(i -> (int) ((long) i * size / count));
  }

  /** Returns the name of a restaurant. */
  public static String name(int number) {
    return "The Golden Spoon %07d".formatted(number);
  }

  /** Returns the cuisine of a restaurant. */
  public static String cuisine(int number) {
    return CUISINES.get(number % CUISINES.size());
  }

  /** Returns the city of a restaurant. */
  public static String city(int number) {
    return "City " + number / CITY;
  }

  private static double rating(int number, int version) {
    long mixed = (number * 2L + version + 1) * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 32;
    mixed *= 0xD6E8FEB86659FD93L;
    return (100 + Math.floorMod(mixed ^ (mixed >>> 32), 401)) / 100.0;
  }

  /** Returns the centre of the first city. */
  public static GeoPoint centre() {
    return GeoPoint.of(40.0, -73.9);
  }

  private static GeoPoint location(int number) {
    int within = number % CITY;
    double meters = 25 * Math.sqrt(within + 0.5);
    double angle = within * GOLDEN_ANGLE;
    double latitude = centre().latitude() + 0.1 * (number / CITY % 100);
    double longitude = centre().longitude() + 0.1 * (number / CITY / 100);
    double north = meters * Math.sin(angle) / METERS_PER_DEGREE;
    double east = meters * Math.cos(angle) / METERS_PER_DEGREE / Math.cos(Math.toRadians(latitude));
    return GeoPoint.of(rounded(latitude + north), rounded(longitude + east));
  }

  private static double rounded(double degrees) {
    return Math.rint(degrees * 1e6) / 1e6;
  }
}
