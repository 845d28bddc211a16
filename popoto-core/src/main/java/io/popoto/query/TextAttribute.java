package io.popoto.query;

import io.popoto.Condition;

/**
 * A String in the key or with an index, which can be searched by parts of it.
 *
 * @param <E> the type of the entity
 */
public final class TextAttribute<E> extends ScalarAttribute<E, String> {

  /** Creates the attribute of a field; done by generated code. */
  public TextAttribute(String name) {
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
