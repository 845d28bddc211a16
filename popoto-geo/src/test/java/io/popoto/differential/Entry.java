package io.popoto.differential;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as the comparison sees it: the values of its fields, a relationship as the id of the
 * other record.
 *
 * @param id the id that it has in keys
 * @param values a value for each field
 */
record Entry(String id, Map<String, @Nullable Object> values) {
  @Nullable Object get(String field) {
    return values.get(field);
  }
}
