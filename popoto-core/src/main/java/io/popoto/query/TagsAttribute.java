package io.popoto.query;

import io.popoto.Condition;
import java.util.Arrays;
import java.util.Collection;

/**
 * An indexed field that is a collection of Strings, which can be searched by its elements.
 *
 * @param <E> the type of the entity
 * @param <C> the type of the collection
 */
public final class TagsAttribute<E, C extends Collection<String>> extends Attribute<E, C> {

  /** Creates the attribute of a field; done by generated code. */
  public TagsAttribute(String name) {
    super(name);
  }

  /** Returns the condition that the field has this element. */
  public Condition contains(String tag) {
    return lookup("contains", tag);
  }

  /** Returns the condition that the field has one of these elements or more. */
  public Condition any(String... tags) {
    return any(Arrays.asList(tags));
  }

  /** Returns the condition that the field has one of these elements or more. */
  public Condition any(Collection<String> tags) {
    return lookup("any", tags);
  }

  /** Returns the condition that the field has each of these elements. */
  public Condition all(String... tags) {
    return all(Arrays.asList(tags));
  }

  /** Returns the condition that the field has each of these elements. */
  public Condition all(Collection<String> tags) {
    return lookup("all", tags);
  }
}
