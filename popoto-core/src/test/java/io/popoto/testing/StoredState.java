package io.popoto.testing;

import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that lies under a prefix, one character for each byte.
 *
 * @param keys each key with its content: a map for a hash, a set for a set, a map from member to
 *     score, in order, for a sorted set
 */
public record StoredState(Map<String, Object> keys) {

  /** Reads it. */
  public static StoredState of(String prefix) {
    Map<String, Object> keys = new TreeMap<>();
    for (String key : RawRedis.keys(prefix)) {
      Object content = content(key);
      if (content != null) {
        keys.put(key, content);
      }
    }
    return new StoredState(keys);
  }

  private static Object content(String key) {
    RedisCommands<String, String> redis = RawRedis.commands();
    String type = redis.type(key);
    return switch (type) {
      case "none" -> null;
      case "hash" -> redis.hgetall(key);
      case "set" -> new HashSet<>(redis.smembers(key));
      case "zset" -> {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (ScoredValue<String> value : redis.zrangeWithScores(key, 0, -1)) {
          scores.put(value.getValue(), value.getScore() + 0.0); // -0.0 is 0.0
        }
        yield scores;
      }
      default -> type;
    };
  }

  @SuppressWarnings("unchecked")
  Map<String, String> hash(String key) {
    return keys.get(key) instanceof Map<?, ?> hash ? (Map<String, String>) hash : Map.of();
  }

  @SuppressWarnings("unchecked")
  Map<String, Double> scores(String key) {
    return keys.get(key) instanceof Map<?, ?> scores ? (Map<String, Double>) scores : Map.of();
  }

  Set<String> names() {
    return keys.keySet();
  }
}
