package io.popoto;

import io.popoto.exception.QueryException;
import io.popoto.internal.Given;
import io.popoto.spi.Criterion;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record must satisfy: a tree of lookups joined by and, or and not. Immutable; checked
 * against a model when it is given to a query or a write.
 */
public sealed interface Condition {

  /**
   * Returns the condition that a lookup finds its operand.
   *
   * @param lookup a field, or a field and a lookup, such as {@code total__gte}
   * @param operand the value to compare with; a collection for {@code __in} and {@code __between};
   *     a null or a reference to nothing for records whose field is null
   */
  static Condition of(String lookup, @Nullable Object operand) {
    if (lookup == null || lookup.isEmpty()) {
      throw new QueryException("A condition needs the name of a field.");
    }
    return new Lookup(lookup, Lookup.frozen(operand));
  }

  /** Returns the condition that a field satisfies a criterion of a plugin. */
  static Condition matching(String field, Criterion criterion) {
    return new Matching(field, criterion);
  }

  /** Returns the condition that every record satisfies. */
  static Condition all() {
    return new And(List.of());
  }

  /** Returns the condition that this one and the other hold. */
  default Condition and(Condition other) {
    return new And(joined(this instanceof And and ? and.parts() : List.of(this), other));
  }

  /** Returns the condition that this one or the other holds. */
  default Condition or(Condition other) {
    return new Or(joined(this instanceof Or or ? or.parts() : List.of(this), other));
  }

  private static List<Condition> joined(List<Condition> parts, Condition other) {
    List<Condition> all = new ArrayList<>(parts);
    all.add(Given.toQuery(other, "other"));
    return all;
  }

  /** Returns the complement: exactly the records that do not satisfy this condition. */
  default Condition not() {
    return this instanceof Not not ? not.part() : new Not(this);
  }

  /**
   * A lookup on a field.
   *
   * @param path field and lookup
   * @param operand the value to compare with
   */
  record Lookup(String path, @Nullable Object operand) implements Condition {
    private static @Nullable Object frozen(@Nullable Object operand) {
      if (operand instanceof Collection<?> values) {
        return Collections.unmodifiableList(new ArrayList<>(values));
      }
      if (operand instanceof Object[] values) {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values)));
      }
      if (operand instanceof byte[] bytes) {
        return bytes.clone();
      }
      if (operand instanceof Ref<?> ref && ref.isEmpty()) {
        return null;
      }
      if (operand != null && operand.getClass().isArray()) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < Array.getLength(operand); i++) {
          values.add(Array.get(operand, i));
        }
        return Collections.unmodifiableList(values);
      }
      return operand;
    }
  }

  /**
   * A criterion of a plugin on a field.
   *
   * @param field the name of the field
   * @param criterion what its value must satisfy
   */
  record Matching(String field, Criterion criterion) implements Condition {}

  /**
   * All of the parts; of no parts, every record.
   *
   * @param parts the parts
   */
  record And(List<Condition> parts) implements Condition {
    /** Copies the list. */
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return ConditionTree.areEqual(this, other);
    }

    @Override
    public int hashCode() {
      return ConditionTree.hash(this);
    }

    @Override
    public String toString() {
      return ConditionTree.text(this);
    }
  }

  /**
   * Any of the parts; of no parts, no record.
   *
   * @param parts the parts
   */
  record Or(List<Condition> parts) implements Condition {
    /** Copies the list. */
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return ConditionTree.areEqual(this, other);
    }

    @Override
    public int hashCode() {
      return ConditionTree.hash(this);
    }

    @Override
    public String toString() {
      return ConditionTree.text(this);
    }
  }

  /**
   * The complement of the part.
   *
   * @param part the part
   */
  record Not(Condition part) implements Condition {
    @Override
    public boolean equals(@Nullable Object other) {
      return ConditionTree.areEqual(this, other);
    }

    @Override
    public int hashCode() {
      return ConditionTree.hash(this);
    }

    @Override
    public String toString() {
      return ConditionTree.text(this);
    }
  }
}
