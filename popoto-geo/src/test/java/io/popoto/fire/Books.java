package io.popoto.fire;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.testing.RawRedis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records as they lie in Redis, field by field, without the library. */
final class Books {
  private Books() {}

  /** Returns the stored fields of all records of a model, without those that are null. */
  static List<Map<String, String>> of(
      RedisCommands<String, String> redis, String space, String model) {
    List<Map<String, String>> records = new ArrayList<>();
    for (String key : RawRedis.keys(redis, space + model + ":")) {
      Map<String, String> fields = new TreeMap<>();
      redis
          .hgetall(key)
          .forEach(
              (field, value) -> {
                if (!value.equals("\0")) {
                  fields.put(field, text(value));
                }
              });
      if (!fields.isEmpty()) {
        records.add(fields);
      }
    }
    return records;
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
