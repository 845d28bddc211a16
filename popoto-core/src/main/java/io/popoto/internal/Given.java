package io.popoto.internal;

import io.popoto.exception.QueryException;
import io.popoto.exception.ValidationException;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Refuses null for what a caller has to give, and names it. */
public final class Given {
  private Given() {}

  /**
   * Returns an argument of an operation on records.
   *
   * @throws ValidationException if it is null
   */
  public static <V> V toCall(@Nullable V value, String name) {
    if (value == null) {
      throw new ValidationException(message(name));
    }
    return value;
  }

  /**
   * Returns several arguments of an operation on records.
   *
   * @throws ValidationException if they, or one of them, are null
   */
  public static <C extends Collection<?>> C allToCall(@Nullable C values, String name) {
    for (Object value : toCall(values, name)) {
      toCall(value, "an element of " + name);
    }
    return toCall(values, name);
  }

  /**
   * Returns an argument of a query.
   *
   * @throws QueryException if it is null
   */
  public static <V> V toQuery(@Nullable V value, String name) {
    if (value == null) {
      throw new QueryException(message(name));
    }
    return value;
  }

  /**
   * Returns several arguments of a query.
   *
   * @throws QueryException if they, or one of them, are null
   */
  public static <V> V[] allToQuery(V @Nullable [] values, String name) {
    V[] given = toQuery(values, name);
    Arrays.asList(given).forEach(value -> toQuery(value, "an element of " + name));
    return given;
  }

  /**
   * Returns an argument of the set-up.
   *
   * @throws IllegalArgumentException if it is null
   */
  public static <V> V toSetUp(@Nullable V value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(message(name));
    }
    return value;
  }

  private static String message(String name) {
    return name + ": expected a value, but got null.";
  }
}
