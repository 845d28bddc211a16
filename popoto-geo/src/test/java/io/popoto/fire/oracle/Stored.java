package io.popoto.fire.oracle;

import io.popoto.testing.RawRedis;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Reads stored hashes, whose texts have one character for each byte. */
final class Stored {
  private static final String NULL = "\0";

  private Stored() {}

  /** Returns the stored text of a field; null for a null and a missing field. */
  static String text(Map<String, String> hash, String field) {
    String stored = hash.get(field);
    return NULL.equals(stored) ? null : stored;
  }

  /** Returns a value without the byte that tells it from a null. */
  static String unescaped(String stored) {
    return stored.startsWith(NULL) ? stored.substring(1) : stored;
  }

  static boolean anyNull(Map<String, String> hash, List<String> fields) {
    return fields.stream().anyMatch(field -> text(hash, field) == null);
  }

  /** Returns the end of an index key: a single value raw, several with their lengths. */
  static String joined(Map<String, String> hash, List<String> fields) {
    if (fields.size() == 1) {
      return text(hash, fields.get(0));
    }
    return fields.stream()
        .map(field -> text(hash, field))
        .map(text -> text.length() + ":" + text)
        .collect(Collectors.joining());
  }

  /** Returns the texts of a JSON list, each once. */
  static Set<String> elements(String json) {
    // Unpaired surrogates are no UTF-8, so each byte is read as a character of its own.
    return Arrays.stream(JsonMapper.shared().readValue(json, String[].class))
        .map(Stored::bytes)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns the bytes of a text in which only what was escaped is more than a byte. */
  private static String bytes(String text) {
    return text.chars().allMatch(c -> c <= 0xFF) ? text : RawRedis.bytesOf(text);
  }

  /** Returns the id that key fields imply. */
  static String id(Map<String, String> hash, List<String> keyFields) {
    boolean several = keyFields.size() > 1;
    return keyFields.stream()
        .map(field -> text(hash, field))
        .map(text -> text == null ? "%-" : part(unescaped(text), several))
        .collect(Collectors.joining(":"));
  }

  private static String part(String text, boolean several) {
    String escaped = text.replace("%", "%25");
    return several ? escaped.replace(":", "%3A") : escaped;
  }

  /** Returns the score of Redis' own geo commands: 26 bits of each coordinate, interleaved. */
  static double geoScore(String stored) {
    int comma = stored.indexOf(',');
    long latitude = step(Double.parseDouble(stored.substring(0, comma)), 85.05112878);
    long longitude = step(Double.parseDouble(stored.substring(comma + 1)), 180);
    long bits = 0;
    for (int i = 25; i >= 0; i--) {
      bits = bits << 2 | (longitude >> i & 1) << 1 | (latitude >> i & 1);
    }
    return (double) bits;
  }

  private static long step(double degrees, double most) {
    return (long) ((degrees + most) / (2 * most) * (1 << 26));
  }
}
