package io.popoto.geo;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A length on the surface of the Earth, finite and not negative.
 *
 * <p>Distances are compared by their length in metres; the unit in which one was given only decides
 * how it is printed, so 1 km equals 1000 m. Immutable.
 */
public final class Distance implements Comparable<Distance> {

  private final double value;
  private final DistanceUnit unit;
  private final double meters;

  private Distance(double value, DistanceUnit unit) {
    // Adding zero turns -0.0 into 0.0, so that equal lengths are equal objects.
    this.value = value + 0.0;
    this.unit = unit;
    this.meters = unit.toMeters(this.value);
    if (!(meters >= 0 && meters <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "A distance is a finite number that is not negative, but this is "
              + value
              + " "
              + unit.symbol()
              + ".");
    }
  }

  /**
   * Returns a distance in metres.
   *
   * @param value the number of metres
   * @return the distance
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public static Distance meters(double value) {
    return new Distance(value, DistanceUnit.METERS);
  }

  /**
   * Returns a distance in kilometres.
   *
   * @param value the number of kilometres
   * @return the distance
   * @throws IllegalArgumentException if the value is negative, or not finite in metres
   */
  public static Distance kilometers(double value) {
    return new Distance(value, DistanceUnit.KILOMETERS);
  }

  /**
   * Returns a distance in feet.
   *
   * @param value the number of feet
   * @return the distance
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public static Distance feet(double value) {
    return new Distance(value, DistanceUnit.FEET);
  }

  /**
   * Returns a distance in miles.
   *
   * @param value the number of miles
   * @return the distance
   * @throws IllegalArgumentException if the value is negative, or not finite in metres
   */
  public static Distance miles(double value) {
    return new Distance(value, DistanceUnit.MILES);
  }

  /**
   * Returns a distance in any unit.
   *
   * @param value the number of units
   * @param unit the unit
   * @return the distance
   * @throws IllegalArgumentException if the value is negative, or not finite in metres
   */
  public static Distance of(double value, DistanceUnit unit) {
    return new Distance(value, requireNonNull(unit, "unit"));
  }

  /**
   * Returns this distance in metres.
   *
   * @return metres, finite and not negative
   */
  public double meters() {
    return meters;
  }

  /**
   * Returns this distance in a unit. In the unit in which the distance was given, that is the very
   * number that was given.
   *
   * @param unit the unit of the result
   * @return the number of units, not negative
   */
  public double in(DistanceUnit unit) {
    return unit == this.unit ? value : unit.fromMeters(meters);
  }

  @Override
  public int compareTo(Distance other) {
    return Double.compare(meters, other.meters);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Distance distance && meters == distance.meters;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(meters);
  }

  /**
   * Returns this distance in the unit in which it was given, such as {@code 10.0 km}.
   *
   * @return the number and the symbol of its unit
   */
  @Override
  public String toString() {
    return value + " " + unit.symbol();
  }
}
