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

  /** Reads it from the shared server. */
  public static StoredState of(String prefix) {
    return of(RawRedis.commands(), prefix);
  }

  /** Reads it from a server whose strings have one character for each byte. */
  public static StoredState of(RedisCommands<String, String> redis, String prefix) {
    Map<String, Object> keys = new TreeMap<>();
    for (String key : RawRedis.keys(redis, prefix)) {
      Object content = content(redis, key);
      if (content != null) {
        keys.put(key, content);
      }
    }
    return new StoredState(keys);
  }

  private static Object content(RedisCommands<String, String> redis, String key) {
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

  /** Returns a hash; an empty map for a missing key and for another type. */
  @SuppressWarnings("unchecked")
  public Map<String, String> hash(String key) {
    return keys.get(key) instanceof Map<?, ?> hash ? (Map<String, String>) hash : Map.of();
  }

  /** Returns the scores of a sorted set, in its order; likewise. */
  @SuppressWarnings("unchecked")
  public Map<String, Double> scores(String key) {
    return keys.get(key) instanceof Map<?, ?> scores ? (Map<String, Double>) scores : Map.of();
  }

  /** Returns the keys. */
  public Set<String> names() {
    return keys.keySet();
  }
}
