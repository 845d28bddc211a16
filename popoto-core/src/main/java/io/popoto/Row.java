package io.popoto;

import io.popoto.exception.QueryException;
import io.popoto.query.Attribute;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some fields of a record, typed like the fields. Immutable. */
public final class Row {
  private final Map<String, @Nullable Object> values;

  /** Creates a row of these values by field name, in their order. */
  public Row(Map<String, ? extends @Nullable Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Returns the value of a field.
   *
   * @throws QueryException if the row does not have the field
   */
  public @Nullable Object get(String field) {
    if (!values.containsKey(field)) {
      throw new QueryException(
          "The row has no field " + field + "; it has " + values.keySet() + ".");
    }
    return values.get(field);
  }

  /**
   * Returns the value of a field.
   *
   * @param field a field of the model that was queried
   * @throws QueryException if the row does not have the field
   */
  @SuppressWarnings("unchecked") // The values of a row have the types of the model's fields.
  public <V> @Nullable V get(Attribute<?, V> field) {
    return (V) get(field.name());
  }

  /** Returns all values by field name, in the order asked for. */
  public Map<String, @Nullable Object> asMap() {
    return values;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && values.equals(row.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
