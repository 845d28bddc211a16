package io.popoto.internal.compile;

import io.popoto.internal.codec.JsonCodec;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.spi.ScoreCodec;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The order of values: that of a sorted index of the field's type, else that of their text. */
public final class GroupOrder {
  private GroupOrder() {}

  private static byte[] text(BoundField field, Object value) {
    // The elements of a collection are texts.
    boolean element = field.codec() instanceof JsonCodec && value instanceof String;
    return element ? Text.bytes((String) value) : field.codec().encode(value);
  }

  /** Returns the groups in the order of their values. */
  public static Map<Object, Long> sorted(BoundField field, Map<Object, Long> groups) {
    Optional<ScoreCodec<Object>> scores = field.codec().order();
    Comparator<Object> order =
        scores.isPresent()
            ? Comparator.comparing(value -> Score.of(scores.get(), value))
            : Comparator.comparing(value -> new OrderTerm.Bytes(text(field, value)));
    Map<Object, Long> sorted = new LinkedHashMap<>();
    groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(order))
        .forEach(group -> sorted.put(group.getKey(), group.getValue()));
    return Collections.unmodifiableMap(sorted);
  }
}
