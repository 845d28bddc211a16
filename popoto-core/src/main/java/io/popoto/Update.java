package io.popoto;

import io.popoto.internal.Given;
import io.popoto.query.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to some fields of a record, made on the server without loading it. Each change starts a
 * chain and continues one: {@code Update.set("status", "void").setNull("driver")}. Immutable;
 * checked against the model when it is used.
 */
public sealed interface Update permits Update.Chain {

  /** Returns no changes. */
  static Chain none() {
    return Chain.NONE;
  }

  /** See {@link Chain#set(String, Object)}. */
  static Chain set(String field, @Nullable Object value) {
    return Chain.NONE.set(field, value);
  }

  /** See {@link Chain#set(Attribute, Object)}. */
  static <V> Chain set(Attribute<?, V> field, @Nullable V value) {
    return Chain.NONE.set(field, value);
  }

  /** See {@link Chain#setNull(String)}. */
  static Chain setNull(String field) {
    return Chain.NONE.setNull(field);
  }

  /** See {@link Chain#setNull(Attribute)}. */
  static Chain setNull(Attribute<?, ?> field) {
    return Chain.NONE.setNull(field);
  }

  /** See {@link Chain#add(String, Number)}. */
  static Chain add(String field, Number delta) {
    return Chain.NONE.add(field, delta);
  }

  /** See {@link Chain#add(Attribute, Number)}. */
  static <V extends Number> Chain add(Attribute<?, V> field, V delta) {
    return Chain.NONE.add(field, delta);
  }

  /** One change. */
  sealed interface Change {
    /** Returns the name of the field. */
    String field();

    /**
     * A new value.
     *
     * @param field the name of the field
     * @param value the value
     */
    record Set(String field, @Nullable Object value) implements Change {}

    /**
     * A number to add; a null counts as 0.
     *
     * @param field the name of the field
     * @param delta the number, which may be negative
     */
    record Add(String field, Number delta) implements Change {}
  }

  /** A chain of changes. Immutable; each method returns a new chain. */
  final class Chain implements Update {
    private static final Chain NONE = new Chain(List.of());

    private final List<Change> changes;

    private Chain(List<Change> changes) {
      this.changes = changes;
    }

    private Chain and(Change change) {
      List<Change> more = new ArrayList<>(changes);
      more.add(change);
      return new Chain(List.copyOf(more));
    }

    /** Gives a field a value. */
    public Chain set(String field, @Nullable Object value) {
      return and(new Change.Set(field, value));
    }

    /** Gives a field a value. */
    public <V> Chain set(Attribute<?, V> field, @Nullable V value) {
      return set(Given.toCall(field, "field").name(), value);
    }

    /** Sets a field to null. */
    public Chain setNull(String field) {
      return and(new Change.Set(field, null));
    }

    /** Sets a field to null. */
    public Chain setNull(Attribute<?, ?> field) {
      return setNull(Given.toCall(field, "field").name());
    }

    /**
     * Adds to a number, exactly for whole numbers and BigDecimal, as doubles do for doubles; there
     * is no adding to a float. A sum that the field's type cannot hold is refused, and so are
     * decimals with an exponent beyond 2,000 either way.
     */
    public Chain add(String field, Number delta) {
      return and(new Change.Add(field, Given.toCall(delta, "delta")));
    }

    /** Adds to a number, see {@link #add(String, Number)}. */
    public <V extends Number> Chain add(Attribute<?, V> field, V delta) {
      return add(Given.toCall(field, "field").name(), delta);
    }

    /** Returns the changes in order. */
    public List<Change> changes() {
      return changes;
    }
  }
}
