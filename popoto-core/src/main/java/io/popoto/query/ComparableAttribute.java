package io.popoto.query;

import io.popoto.Condition;
import java.util.Arrays;

/**
 * A field with an index for ranges.
 *
 * @param <E> the type of the entity
 * @param <V> the type of the values
 */
public sealed class ComparableAttribute<E, V> extends ScalarAttribute<E, V>
    permits ComparableTextAttribute {

  /** Creates the attribute of a field; done by generated code. */
  public ComparableAttribute(String name) {
    super(name);
  }

  /** Returns the condition that the field is greater than a value. */
  public final Condition gt(V value) {
    return lookup("gt", value);
  }

  /** Returns the condition that the field is a value or greater. */
  public final Condition gte(V value) {
    return lookup("gte", value);
  }

  /** Returns the condition that the field is less than a value. */
  public final Condition lt(V value) {
    return lookup("lt", value);
  }

  /** Returns the condition that the field is a value or less. */
  public final Condition lte(V value) {
    return lookup("lte", value);
  }

  /** Returns the condition that the field lies between two values or is one of them. */
  public final Condition between(V low, V high) {
    return lookup("between", Arrays.asList(low, high));
  }
}
