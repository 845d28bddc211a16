package io.popoto.query;

import io.popoto.Condition;

/**
 * A String in the key or with an index, and with an index for ranges as well.
 *
 * @param <E> the type of the entity
 */
public final class ComparableTextAttribute<E> extends ComparableAttribute<E, String> {

  /** Creates the attribute of a field; done by generated code. */
  public ComparableTextAttribute(String name) {
    super(name);
  }

  /** Returns the condition that the field begins with a text. */
  public Condition startsWith(String prefix) {
    return lookup("startswith", prefix);
  }

  /** Returns the condition that the field ends with a text. */
  public Condition endsWith(String suffix) {
    return lookup("endswith", suffix);
  }

  /** Returns the condition that the field has a text in it. */
  public Condition contains(String part) {
    return lookup("contains", part);
  }
}
