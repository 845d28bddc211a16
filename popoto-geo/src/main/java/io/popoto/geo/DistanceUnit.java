package io.popoto.geo;

import io.popoto.exception.QueryException;
import java.util.Locale;

/** A unit of length, as the geo commands of Redis know it and with the same factor. Immutable. */
public enum DistanceUnit {
  /** Metres, {@code m}. */
  METERS("m", "meter", 1),
  /** Kilometres, {@code km}: 1000 metres. */
  KILOMETERS("km", "kilometer", 1000),
  /** Feet, {@code ft}: 0.3048 metres. */
  FEET("ft", "foot", 0.3048),
  /** Miles, {@code mi}: 1609.34 metres, which is Redis' rounding of the international mile. */
  MILES("mi", "mile", 1609.34);

  private final String symbol;
  private final String singular;
  private final double meters;

  DistanceUnit(String symbol, String singular, double meters) {
    this.symbol = symbol;
    this.singular = singular;
    this.meters = meters;
  }

  /**
   * Returns the unit that a text names.
   *
   * @param name a symbol ({@code m}, {@code km}, {@code ft}, {@code mi}) or the name of a unit, in
   *     singular or plural ({@code mile}, {@code miles}), in upper or lower case
   * @return the unit
   * @throws QueryException if there is no unit of that name
   */
  public static DistanceUnit parse(String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    for (DistanceUnit unit : values()) {
      if (unit.isCalled(lowerCase)) {
        return unit;
      }
    }
    throw new QueryException(
        "Unknown unit of distance \"" + name + "\". Use one of m, km, ft and mi.");
  }

  /**
   * Returns the symbol of this unit in Redis' commands.
   *
   * @return {@code m}, {@code km}, {@code ft} or {@code mi}
   */
  public String symbol() {
    return symbol;
  }

  /**
   * Converts a length in this unit to metres.
   *
   * @param value a length in this unit, any number
   * @return the same length in metres
   */
  public double toMeters(double value) {
    return value * meters;
  }

  /**
   * Converts a length in metres to this unit.
   *
   * @param value a length in metres, any number
   * @return the same length in this unit
   */
  public double fromMeters(double value) {
    return value / meters;
  }

  private boolean isCalled(String lowerCase) {
    return lowerCase.equals(symbol)
        || lowerCase.equals(singular)
        || lowerCase.equals(name().toLowerCase(Locale.ROOT));
  }
}
