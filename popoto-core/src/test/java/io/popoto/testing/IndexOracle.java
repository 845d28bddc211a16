package io.popoto.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import io.popoto.internal.compile.IndexSpec;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asserts that a namespace holds nothing but records, what they imply, and what is still to be
 * swept of records that have expired. The rules are those of "What lies in Redis" in the
 * description of the architecture, written a second time.
 */
public final class IndexOracle {
  private static final String TTL_AND_TIME =
      "local t = redis.call('TIME')"
          + " return { redis.call('PTTL', KEYS[1]),"
          + " tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000) }";
  private static final double EXPIRY_TOLERANCE_MILLIS = 100;
  private static final int ATTEMPTS = 3;

  private final String space;
  private final StoredState state;

  private IndexOracle(String namespace) {
    this.space = namespace + "/";
    this.state = StoredState.of(space);
  }

  /**
   * Checks a namespace.
   *
   * @param namespace its name
   * @param models the models that it may hold
   */
  public static void check(String namespace, Collection<BoundModel<?>> models) {
    for (int attempt = 1; ; attempt++) {
      try {
        new IndexOracle(namespace).check(models);
        return;
      } catch (AssertionError e) {
        // A record may have expired while its keys were read.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void check(Collection<BoundModel<?>> models) {
    Set<String> foreign = new TreeSet<>(state.names());
    for (BoundModel<?> model : models) {
      foreign.removeIf(key -> key.startsWith(records(model)) || key.startsWith(base(model)));
    }
    assertThat(foreign).as("keys that belong to no model of this test").isEmpty();
    models.forEach(this::check);
  }

  private String records(BoundModel<?> model) {
    return space + model.name() + ":";
  }

  private String base(BoundModel<?> model) {
    return space + "popoto:" + model.name() + ":";
  }

  private void check(BoundModel<?> model) {
    Map<String, Map<String, String>> hashes = new TreeMap<>();
    Map<String, Object> indexes = new TreeMap<>();
    for (String key : state.names()) {
      if (key.startsWith(records(model))) {
        assertThat(state.keys().get(key)).as(key).isInstanceOf(Map.class);
        hashes.put(key.substring(records(model).length()), state.hash(key));
      } else if (key.startsWith(base(model))) {
        indexes.put(key, state.keys().get(key));
      }
    }
    Object meta = indexes.remove(base(model) + "meta");
    if (!hashes.isEmpty()) {
      assertThat(meta).as(base(model) + "meta").isInstanceOf(Map.class);
    }
    Map<String, Map<String, String>> leftovers = checkExpiry(model, hashes);
    indexes.remove(base(model) + "expiry");
    indexes.remove(base(model) + "memo");

    ExpectedIndexes expected = new ExpectedIndexes(model, base(model));
    hashes.forEach(expected::add);
    leftovers.forEach(expected::add);
    assertThat(indexes.keySet())
        .as("index keys of " + model.name())
        .isEqualTo(expected.keys().keySet());
    indexes.forEach(
        (key, content) -> assertThat(content).as(key).isEqualTo(expected.keys().get(key)));
    expected.sorted().forEach(this::checkOrder);
    hashes.forEach((id, hash) -> checkRecord(model, expected, id, hash));
  }

  /**
   * Checks that a sorted set is in the order of its values, and its scores are the nearest ones.
   */
  private void checkOrder(String key, List<ExpectedIndexes.SortedEntry> entries) {
    if (!(entries.get(0).value() instanceof Comparable<?>)) {
      return;
    }
    List<ExpectedIndexes.SortedEntry> inOrder = new ArrayList<>(entries);
    inOrder.sort(
        Comparator.<ExpectedIndexes.SortedEntry, Comparable<Object>>comparing(
                entry -> comparable(entry.value()))
            .thenComparing(ExpectedIndexes.SortedEntry::id));
    Map<String, Double> scores = state.scores(key);
    assertThat(scores.keySet())
        .as(key + " in the order of its values")
        .containsExactlyElementsOf(
            inOrder.stream().map(ExpectedIndexes.SortedEntry::member).toList());
    for (ExpectedIndexes.SortedEntry entry : entries) {
      if (entry.value() instanceof Number number) {
        assertThat(scores.get(entry.member()))
            .as(key + " has the nearest score of " + number)
            .isEqualTo(new BigDecimal(number.toString()).doubleValue());
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(Object value) {
    Object comparable = value;
    if (value instanceof OffsetDateTime time) {
      comparable = time.toInstant();
    } else if (value instanceof ZonedDateTime time) {
      comparable = time.toInstant();
    } else if (value instanceof String text) {
      comparable = RawRedis.bytesOf(text);
    } else if (value instanceof Double number) {
      comparable = number + 0.0; // -0.0 is 0.0
    }
    return (Comparable<Object>) comparable;
  }

  private void checkRecord(
      BoundModel<?> model, ExpectedIndexes expected, String id, Map<String, String> hash) {
    String name = model.name() + ":" + id;
    if (!model.keyFields().isEmpty()) {
      assertThat(id)
          .as("the id that the key fields of %s imply", name)
          .isEqualTo(expected.id(hash));
    }
    String memo = hash.get("~");
    assertThat(memo).as("the memo of " + name).isNotNull().hasSizeGreaterThanOrEqualTo(6);
    String spec = memo.substring(0, 6);
    assertThat(state.hash(base(model) + "meta"))
        .as("the spec that the memo of %s names", name)
        .containsKey("spec:" + spec);
    if (!spec.equals(new IndexSpec(model).id())) {
      return;
    }
    String rest = memo.substring(6);
    for (BoundIndex index : model.indexes()) {
      if (index.hasTokens()) {
        int colon = rest.indexOf(':');
        int end = colon + 1 + Integer.parseInt(rest.substring(0, colon));
        Object value = ExpectedIndexes.value(index.field(), hash);
        if (value != null) {
          assertThat(rest.substring(colon + 1, end))
              .as("the token of %s in the memo of %s", index.at(), name)
              .isEqualTo(RawRedis.bytesOf(index.scores().token(value)));
        }
        rest = rest.substring(end);
      }
    }
    assertThat(rest).as("the end of the memo of " + name).isEmpty();
  }

  /** Checks what is remembered for expiry; returns the records that have expired. */
  private Map<String, Map<String, String>> checkExpiry(
      BoundModel<?> model, Map<String, Map<String, String>> hashes) {
    Map<String, Double> expiry = state.scores(base(model) + "expiry");
    Map<String, String> memos = state.hash(base(model) + "memo");
    assertThat(memos.keySet()).as("ids with a memo").isEqualTo(expiry.keySet());
    Map<String, Map<String, String>> leftovers = new TreeMap<>();
    expiry.forEach(
        (id, moment) -> {
          Map<String, String> memo = MessagePack.map(memos.get(id));
          if (!hashes.containsKey(id)) {
            assertThat(moment)
                .as("%s:%s has no hash, so it has expired", model.name(), id)
                .isLessThan(now(records(model) + id));
            leftovers.put(id, memo);
          } else {
            assertThat(memo).as("memo of " + id).isEqualTo(memo(model, hashes.get(id)));
          }
        });
    hashes.keySet().forEach(id -> checkTtl(records(model) + id, expiry.get(id)));
    return leftovers;
  }

  private static Map<String, String> memo(BoundModel<?> model, Map<String, String> hash) {
    Map<String, String> memo = new LinkedHashMap<>();
    memo.put("~", hash.get("~"));
    for (BoundIndex index : model.indexes()) {
      List<BoundField> fields = new ArrayList<>(index.fields());
      fields.addAll(index.partitionBy());
      for (BoundField field : fields) {
        String stored = ExpectedIndexes.stored(field, hash);
        if (stored != null) {
          memo.put(field.info().storedName(), stored);
        }
      }
    }
    return memo;
  }

  private static void checkTtl(String key, Double moment) {
    List<Long> reply = ttlAndTime(key);
    long ttl = reply.get(0);
    if (moment == null) {
      assertThat(ttl).as("the TTL of %s, which is not in :expiry", key).isEqualTo(-1);
    } else {
      assertThat(reply.get(1) + ttl - moment)
          .as("the difference between the expiry of %s and :expiry", key)
          .isBetween(-EXPIRY_TOLERANCE_MILLIS, EXPIRY_TOLERANCE_MILLIS);
    }
  }

  private static double now(String key) {
    return ttlAndTime(key).get(1);
  }

  private static List<Long> ttlAndTime(String key) {
    return RawRedis.commands().eval(TTL_AND_TIME, ScriptOutputType.MULTI, new String[] {key});
  }
}
