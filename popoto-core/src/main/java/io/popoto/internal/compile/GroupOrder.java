package io.popoto.internal.compile;

import io.popoto.internal.codec.JsonCodec;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.spi.Equality;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Groups of records by value, as equality sees it, in the order of the values: that of a sorted
 * index of the field's type, else that of their text.
 */
public final class GroupOrder {
  private static final Comparator<Object> BY_LENGTH =
      Comparator.<Object>comparingInt(value -> value.toString().length())
          .thenComparing(Object::toString);

  private GroupOrder() {}

  private static Comparable<?> place(BoundField field, Object value) {
    // The elements of a collection are texts.
    boolean element = field.codec() instanceof JsonCodec && value instanceof String;
    return element ? OrderTerm.Bytes.of((String) value) : OrderTerm.key(field, value);
  }

  /** Returns the groups in the order of their values; those of equal numbers, as 1.0, are one. */
  public static Map<Object, Long> sorted(BoundField field, Map<Object, Long> groups) {
    Comparator<Map.Entry<Object, Long>> order =
        (a, b) -> Place.compare(place(field, a.getKey()), place(field, b.getKey()));
    Map<Object, Long> sorted = new LinkedHashMap<>();
    merged(field, groups).entrySet().stream()
        .sorted(order)
        .forEach(group -> sorted.put(group.getKey(), group.getValue()));
    return Collections.unmodifiableMap(sorted);
  }

  /** Joins groups whose values are equal under that with the shortest text. */
  private static Map<Object, Long> merged(BoundField field, Map<Object, Long> groups) {
    if (field.codec().equality() == Equality.TEXT) {
      return groups;
    }
    Map<String, Object> shortest = new HashMap<>();
    Map<String, Long> counts = new HashMap<>();
    groups.forEach(
        (value, count) -> {
          String text = Text.string(new Operand(field, value).canonical());
          counts.merge(text, count, Long::sum);
          shortest.merge(text, value, (a, b) -> BY_LENGTH.compare(a, b) <= 0 ? a : b);
        });
    Map<Object, Long> merged = new HashMap<>();
    shortest.forEach((text, value) -> merged.put(value, counts.getOrDefault(text, 0L)));
    return merged;
  }
}
