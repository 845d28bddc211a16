package io.popoto.testing;

import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import io.popoto.spi.Equality;
import io.popoto.spi.ScoreCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The index keys that stored records imply, computed from the description of the stored format and
 * without the scripts. Filled record by record, by one thread.
 */
final class ExpectedIndexes {
  private final BoundModel<?> model;
  private final String base;
  private final Map<String, Object> keys = new TreeMap<>();
  private final Map<String, List<SortedEntry>> sorted = new TreeMap<>();

  /** One member of a sorted set, with the value that it stands for. */
  record SortedEntry(Object value, String id, String member) {}

  ExpectedIndexes(BoundModel<?> model, String base) {
    this.model = model;
    this.base = base;
  }

  /** Returns each key with its content, see {@link StoredState}. */
  Map<String, Object> keys() {
    return keys;
  }

  /** Returns the members of each sorted set. */
  Map<String, List<SortedEntry>> sorted() {
    return sorted;
  }

  /** Adds what one record implies. */
  void add(String id, Map<String, String> hash) {
    zset(base + "all").put(id, 0.0);
    for (BoundIndex index : model.indexes()) {
      add(index, id, hash);
    }
  }

  private void add(BoundIndex index, String id, Map<String, String> hash) {
    boolean anyNull = index.fields().stream().anyMatch(field -> stored(field, hash) == null);
    if (anyNull) {
      if (index.info().nullable()) {
        set(base + "null:" + name(index.field())).add(id);
      }
      return;
    }
    String name =
        index.info().kind()
            + ":"
            + index.fields().stream().map(ExpectedIndexes::name).collect(Collectors.joining("+"));
    if (index.many()) {
      for (Object element : (Collection<?>) value(index.field(), hash)) {
        if (element instanceof String text) {
          set(base + name + ":" + RawRedis.bytesOf(text)).add(id);
        }
      }
      return;
    }
    switch (index.info().structure()) {
      case SET -> set(base + name + ":" + joined(index.fields(), hash)).add(id);
      case HASH -> {
        String other = hash(base + name).put(joined(index.fields(), hash), id);
        if (other != null) {
          throw new AssertionError(
              "%s and %s share a unique value of %s".formatted(id, other, name));
        }
      }
      case ZSET -> addSorted(index, base + name, id, hash);
    }
  }

  private void addSorted(BoundIndex index, String name, String id, Map<String, String> hash) {
    String key = name;
    if (!index.partitionBy().isEmpty()) {
      if (index.partitionBy().stream().anyMatch(field -> stored(field, hash) == null)) {
        return;
      }
      key += ":" + joined(index.partitionBy(), hash);
    }
    Object value = value(index.field(), hash);
    ScoreCodec<Object> scores = index.scores();
    String member = scores.exact() ? id : RawRedis.bytesOf(scores.token(value)) + "\0" + id;
    zset(key).put(member, scores.score(value));
    sorted.computeIfAbsent(key, k -> new ArrayList<>()).add(new SortedEntry(value, id, member));
  }

  /** Returns the id that the stored key fields imply. */
  String id(Map<String, String> hash) {
    boolean composite = model.keyFields().size() > 1;
    return model.keyFields().stream()
        .map(field -> part(value(field, hash), stored(field, hash), composite))
        .collect(Collectors.joining(":"));
  }

  private static String part(@Nullable Object value, @Nullable String stored, boolean composite) {
    if (value == null || stored == null) {
      return "%-";
    }
    // A stored value that begins with 00 has one more in front.
    String text = stored.startsWith("\0") ? stored.substring(1) : stored;
    String escaped = text.replace("%", "%25");
    return composite ? escaped.replace(":", "%3A") : escaped;
  }

  /** Returns the value of a field; null if it is null or not stored. */
  static @Nullable Object value(BoundField field, Map<String, String> hash) {
    String stored = stored(field, hash);
    return stored == null
        ? null
        : field.read("oracle", stored.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns what is stored for a field; null if it is null or not stored. */
  static @Nullable String stored(BoundField field, Map<String, String> hash) {
    String stored = hash.get(name(field));
    return stored == null || stored.equals("\0") ? null : stored;
  }

  private static String name(BoundField field) {
    return field.info().storedName();
  }

  private static String joined(List<BoundField> fields, Map<String, String> hash) {
    List<String> texts = fields.stream().map(field -> comparable(field, hash)).toList();
    if (texts.size() == 1) {
      return texts.get(0);
    }
    return texts.stream().map(text -> text.length() + ":" + text).collect(Collectors.joining());
  }

  private static String comparable(BoundField field, Map<String, String> hash) {
    String stored = stored(field, hash);
    Equality equality = field.codec().equality();
    if (equality == Equality.DECIMAL) {
      BigDecimal number = new BigDecimal(stored).stripTrailingZeros();
      return number.signum() == 0 ? "0" : number.unscaledValue() + "e" + -number.scale();
    }
    return equality == Equality.NUMBER && stored.equals("-0.0") ? "0.0" : stored;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Double> zset(String key) {
    return (Map<String, Double>) keys.computeIfAbsent(key, k -> new HashMap<String, Double>());
  }

  @SuppressWarnings("unchecked")
  private Set<String> set(String key) {
    return (Set<String>) keys.computeIfAbsent(key, k -> new HashSet<String>());
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> hash(String key) {
    return (Map<String, String>) keys.computeIfAbsent(key, k -> new HashMap<String, String>());
  }
}
