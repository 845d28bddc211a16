package io.popoto.query;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Ref;
import java.util.Arrays;
import java.util.Collection;

/**
 * A reference to a record of another model.
 *
 * @param <E> the type of the entity
 * @param <R> the type of the other entity
 */
public final class ReferenceAttribute<E, R> extends Attribute<E, Ref<R>> {

  /** Creates the attribute of a field; done by generated code. */
  public ReferenceAttribute(String name) {
    super(name);
  }

  /** Returns the condition that the field refers to the record of this entity, by its key. */
  public Condition eq(R entity) {
    return Condition.of(name(), entity);
  }

  /** Returns the condition that the field refers to the same record. */
  public Condition eq(Ref<R> reference) {
    return reference.isEmpty() ? isNull() : Condition.of(name(), reference);
  }

  /** Returns the condition that the field refers to the record of this key. */
  public Condition eq(Key<R> key) {
    return Condition.of(name(), key);
  }

  /** Returns the complement of {@link #eq(Object)}: records whose field is null are in it. */
  public Condition ne(R entity) {
    return eq(entity).not();
  }

  /** Returns the complement of {@link #eq(Ref)}: records whose field is null are in it. */
  public Condition ne(Ref<R> reference) {
    return eq(reference).not();
  }

  /** Returns the complement of {@link #eq(Key)}: records whose field is null are in it. */
  public Condition ne(Key<R> key) {
    return eq(key).not();
  }

  /** Returns the condition that the field refers to the record of one of these entities. */
  @SafeVarargs
  @SuppressWarnings("varargs") // The list is only read.
  public final Condition in(R... entities) {
    return in(Arrays.asList(entities));
  }

  /**
   * Returns the condition that the field refers to one of these records; of none, no record does.
   *
   * @param records entities, references or keys
   */
  public Condition in(Collection<?> records) {
    return lookup("in", records);
  }

  /** Returns the order by the key that the field refers to, nulls first. */
  public Ordering asc() {
    return new Ordering.ByField(name(), false);
  }

  /** Returns the descending order by the key that the field refers to, nulls last. */
  public Ordering desc() {
    return new Ordering.ByField(name(), true);
  }

  /** Returns a field of the other model, for conditions on what this field refers to. */
  public <V> Attribute<E, V> of(Attribute<R, V> field) {
    return new Attribute<>(path(field));
  }

  /** Returns a field of the other model, for conditions on what this field refers to. */
  public <V> ScalarAttribute<E, V> of(ScalarAttribute<R, V> field) {
    return new ScalarAttribute<>(path(field));
  }

  /** Returns a field of the other model, for conditions on what this field refers to. */
  public <V> ComparableAttribute<E, V> of(ComparableAttribute<R, V> field) {
    return new ComparableAttribute<>(path(field));
  }

  /** Returns a field of the other model, for conditions on what this field refers to. */
  public TextAttribute<E> of(TextAttribute<R> field) {
    return new TextAttribute<>(path(field));
  }

  /** Returns a field of the other model, for conditions on what this field refers to. */
  public ComparableTextAttribute<E> of(ComparableTextAttribute<R> field) {
    return new ComparableTextAttribute<>(path(field));
  }

  /** Returns a field of the other model, for conditions on what this field refers to. */
  public <C extends Collection<String>> TagsAttribute<E, C> of(TagsAttribute<R, C> field) {
    return new TagsAttribute<>(path(field));
  }

  private String path(Attribute<R, ?> field) {
    return name() + "__" + field.name();
  }
}
