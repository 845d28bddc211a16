package io.popoto.query;

import io.popoto.exception.QueryException;
import io.popoto.internal.Given;

/** One term of an order. Immutable. */
public interface Ordering {
  /** Returns an order by a field; a {@code -} in front makes it descending. */
  static Ordering by(String field) {
    if (Given.toQuery(field, "field").startsWith("-")) {
      return new ByField(checked(field.substring(1)), true);
    }
    return new ByField(checked(field), false);
  }

  private static String checked(String field) {
    if (field.isEmpty()) {
      throw new QueryException("orderBy needs the name of a field, but got an empty text.");
    }
    return field;
  }

  /**
   * An order by the values of a field.
   *
   * @param field the name of the field
   * @param descending whether the greatest value comes first
   */
  record ByField(String field, boolean descending) implements Ordering {}

  /**
   * The opposite of a computed order.
   *
   * @param order the order to reverse
   */
  record Reversed(Ordering order) implements Ordering {}
}
