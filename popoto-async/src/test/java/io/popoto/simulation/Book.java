package io.popoto.simulation;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records as they ought to be. */
final class Book {
  private final Map<String, Map<String, @Nullable Object>> records = new TreeMap<>();
  private final Set<String> expiring = new HashSet<>();

  Map<String, Map<String, @Nullable Object>> records() {
    return records;
  }

  boolean has(String name) {
    return records.containsKey(name);
  }

  @Nullable Map<String, @Nullable Object> get(String name) {
    return records.get(name);
  }

  boolean expires(String name) {
    return expiring.contains(name);
  }

  void expires(String name, boolean truth) {
    if (truth) {
      expiring.add(name);
    } else {
      expiring.remove(name);
    }
  }

  boolean remove(String name) {
    expiring.remove(name);
    return records.remove(name) != null;
  }

  /** Whether the copy that is written is as old as what is stored. */
  boolean isFresh(String name, Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> stored = records.get(name);
    Object expected = stored == null ? Long.valueOf(0) : stored.get("version");
    return !values.containsKey("version") || Objects.equals(values.get("version"), expected);
  }

  /** Whether no record but the one of a name has the unique values. */
  boolean isFree(String name, Map<String, @Nullable Object> values) {
    for (Map.Entry<String, Map<String, @Nullable Object>> other : records.entrySet()) {
      if (!other.getKey().equals(name)
          && (clash(List.of("code"), values, other.getValue())
              || clash(List.of("pin"), values, other.getValue())
              || clash(List.of("area", "seat"), values, other.getValue()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean clash(
      List<String> fields, Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
    return fields.stream().allMatch(f -> a.get(f) != null && a.get(f).equals(b.get(f)));
  }

  /** Stores values, whose version counts up. */
  void put(String name, Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> copy = new TreeMap<>(values);
    copy.computeIfPresent("version", (field, version) -> (Long) version + 1);
    copy.put("name", name);
    records.put(name, copy);
  }

  static Number sum(@Nullable Object value, Number delta) {
    if (value instanceof Long number) {
      return number + delta.longValue();
    } else if (value instanceof Integer number) {
      return number + delta.intValue();
    }
    return (value == null ? BigDecimal.ZERO : (BigDecimal) value)
        .add(new BigDecimal(delta.toString()));
  }
}
