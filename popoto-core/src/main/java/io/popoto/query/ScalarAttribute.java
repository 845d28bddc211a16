package io.popoto.query;

import io.popoto.Condition;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A field whose values can be compared for equality and put in order.
 *
 * @param <E> the type of the entity
 * @param <V> the type of the values
 */
public sealed class ScalarAttribute<E, V> extends Attribute<E, V>
    permits ComparableAttribute, TextAttribute {

  /** Creates the attribute of a field; done by generated code. */
  public ScalarAttribute(String name) {
    super(name);
  }

  /** Returns the condition that the field has this value; of null, that it is null. */
  public final Condition eq(@Nullable V value) {
    return Condition.of(name(), value);
  }

  /** Returns the complement of {@link #eq}: records whose field is null are in it. */
  public final Condition ne(@Nullable V value) {
    return eq(value).not();
  }

  /** Returns the condition that the field has one of these values; of none, no record has. */
  @SafeVarargs
  @SuppressWarnings("varargs") // The list is only read.
  public final Condition in(V... values) {
    return in(Arrays.asList(values));
  }

  /** Returns the condition that the field has one of these values; of none, no record has. */
  public final Condition in(Collection<? extends V> values) {
    return lookup("in", values);
  }

  /** Returns the order by this field, nulls first. */
  public final Ordering asc() {
    return new Ordering.ByField(name(), false);
  }

  /** Returns the order by this field, from the greatest value to the least, nulls last. */
  public final Ordering desc() {
    return new Ordering.ByField(name(), true);
  }
}
