package io.popoto.query;

import io.popoto.Condition;
import io.popoto.internal.Given;
import org.jspecify.annotations.Nullable;

/**
 * A stored field of a model, as a name that the compiler knows. The annotation processor makes one
 * for each field; its class says what the field can be asked. Each method builds the same condition
 * or order as the text form does. Immutable.
 *
 * @param <E> the type of the entity
 * @param <V> the type of the field's values, without {@code Optional}; wrappers for primitive types
 */
public sealed class Attribute<E, V> permits ScalarAttribute, ReferenceAttribute, TagsAttribute {
  private final String name;

  /**
   * Creates the attribute of a field; done by generated code.
   *
   * @param name the name of the field, or of a relationship and a field of the other model, joined
   *     by {@code __}
   */
  public Attribute(String name) {
    this.name = Given.toQuery(name, "name");
  }

  /** Returns the name of the field. */
  public final String name() {
    return name;
  }

  /** Returns the condition that the field is null. */
  public final Condition isNull() {
    return lookup("isnull", true);
  }

  /** Returns the condition that the field has a value. */
  public final Condition isNotNull() {
    return lookup("isnull", false);
  }

  /** Returns the condition that a lookup on this field finds its operand. */
  final Condition lookup(String lookup, Object operand) {
    return Condition.of(name + "__" + lookup, operand);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Attribute<?, ?> attribute
        && getClass() == attribute.getClass()
        && name.equals(attribute.name);
  }

  @Override
  public final int hashCode() {
    return name.hashCode();
  }

  /** Returns the name of the field. */
  @Override
  public final String toString() {
    return name;
  }
}
