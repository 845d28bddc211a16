package io.popoto.fire.oracle;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.testing.MessagePack;
import io.popoto.testing.StoredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what lies under one model with what its hashes imply. */
final class ModelOracle {
  private static final String TTL_AND_TIME =
      "local t = redis.call('TIME')"
          + " return { redis.call('PTTL', KEYS[1]),"
          + " tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000) }";
  private static final double TTL_TOLERANCE_MILLIS = 100;

  private final RedisCommands<String, String> redis;
  private final StoredState state;
  private final Shape shape;
  private final String records;
  private final String base;
  private final List<String> violations = new ArrayList<>();

  ModelOracle(RedisCommands<String, String> redis, StoredState state, String space, Shape shape) {
    this.redis = redis;
    this.state = state;
    this.shape = shape;
    this.records = space + shape.model() + ":";
    this.base = space + "popoto:" + shape.model() + ":";
  }

  boolean owns(String key) {
    return key.startsWith(records) || key.startsWith(base);
  }

  List<String> violations() {
    Map<String, Map<String, String>> hashes = new TreeMap<>();
    Map<String, Object> indexes = new TreeMap<>();
    for (String key : state.names()) {
      if (key.startsWith(records)) {
        hashes.put(key.substring(records.length()), state.hash(key));
        expect(state.keys().get(key) instanceof Map, key, "a hash", state.keys().get(key));
      } else if (key.startsWith(base)) {
        indexes.put(key, state.keys().get(key));
      }
    }
    Object meta = indexes.remove(base + "meta");
    expect(hashes.isEmpty() || meta instanceof Map, base + "meta", "a hash", meta);
    Implied implied = new Implied(shape, base);
    hashes.forEach(implied::add);
    expired(hashes).forEach(implied::add);
    indexes.remove(base + "expiry");
    indexes.remove(base + "memo");
    violations.addAll(implied.clashes());
    compare(implied, indexes);
    hashes.forEach((id, hash) -> record(implied, id, hash));
    return violations;
  }

  private void expect(boolean truth, String where, Object expected, Object found) {
    if (!truth) {
      violations.add("%s: expected %s, found %s".formatted(where, expected, found));
    }
  }

  private void compare(Implied implied, Map<String, Object> indexes) {
    Set<String> keys = new TreeSet<>(indexes.keySet());
    keys.addAll(implied.keys().keySet());
    for (String key : keys) {
      Object expected = implied.keys().get(key);
      Object found = indexes.get(key);
      if (expected instanceof Implied.Sorted sorted) {
        sorted.compare(key, state.scores(key), violations);
      } else {
        expect(Objects.equals(expected, found), key, expected, found);
      }
    }
  }

  private void record(Implied implied, String id, Map<String, String> hash) {
    String name = records + id;
    String ofFields = Stored.id(hash, shape.keyFields());
    expect(ofFields.equals(id), name, "the id of its fields, " + ofFields, id);
    String memo = hash.get("~");
    if (memo == null || memo.length() < 6) {
      violations.add(name + ": no memo but " + memo);
      return;
    }
    expect(
        state.hash(base + "meta").containsKey("spec:" + memo.substring(0, 6)),
        name,
        "a known index spec",
        memo);
    List<String> tokens = Implied.tokens(memo);
    expect(tokens.equals(implied.tokensOf(id)), name, implied.tokensOf(id), tokens);
  }

  /** Checks what is remembered for expiry; returns the records that have expired. */
  private Map<String, Map<String, String>> expired(Map<String, Map<String, String>> hashes) {
    Map<String, Double> expiry = state.scores(base + "expiry");
    Map<String, String> memos = state.hash(base + "memo");
    expect(memos.keySet().equals(expiry.keySet()), base + "memo", expiry.keySet(), memos.keySet());
    Map<String, Map<String, String>> expired = new TreeMap<>();
    expiry.forEach(
        (id, moment) -> {
          String memo = memos.get(id);
          if (!hashes.containsKey(id) && memo != null) {
            long now = ttlAndTime(records + id).get(1);
            expect(moment <= now, base + "expiry " + id, "a moment before " + now, moment);
            expired.put(id, MessagePack.map(memo));
          } else if (memo != null) {
            MessagePack.map(memo)
                .forEach(
                    (field, value) ->
                        expect(
                            value.equals(hashes.get(id).get(field)),
                            base + "memo " + id + " " + field,
                            hashes.get(id).get(field),
                            value));
          }
        });
    hashes.keySet().forEach(id -> ttl(records + id, expiry.get(id)));
    return expired;
  }

  private void ttl(String key, Double moment) {
    List<Long> reply = ttlAndTime(key);
    long ttl = reply.get(0);
    expect(
        moment == null ? ttl == -1 : Math.abs(reply.get(1) + ttl - moment) <= TTL_TOLERANCE_MILLIS,
        key,
        "to expire at " + moment,
        ttl + " ms after " + reply.get(1));
  }

  private List<Long> ttlAndTime(String key) {
    return redis.eval(TTL_AND_TIME, ScriptOutputType.MULTI, new String[] {key});
  }
}
