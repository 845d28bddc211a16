package io.popoto.fire.oracle;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.testing.StoredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells where a namespace holds anything but records, what they imply, and what is still to be
 * swept of records that have expired.
 */
public final class FormatOracle {
  private static final int ATTEMPTS = 3;

  private FormatOracle() {}

  /**
   * Returns what is wrong; nobody writes meanwhile.
   *
   * @param redis the server, one character for each byte
   * @param space the prefix of all keys, such as {@code ns/}
   * @param shapes the models that may be there
   */
  public static List<String> violations(
      RedisCommands<String, String> redis, String space, List<Shape> shapes) {
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      // A record may expire while its keys are read.
      violations = once(redis, space, shapes);
      if (violations.isEmpty()) {
        break;
      }
    }
    // Members hold bytes that are no text.
    return violations.stream().map(each -> each.replaceAll("[\\x00-\\x08]", ".")).toList();
  }

  private static List<String> once(
      RedisCommands<String, String> redis, String space, List<Shape> shapes) {
    StoredState state = StoredState.of(redis, space);
    List<String> violations = new ArrayList<>();
    Set<String> left = new TreeSet<>(state.names());
    for (Shape shape : shapes) {
      ModelOracle oracle = new ModelOracle(redis, state, space, shape);
      violations.addAll(oracle.violations());
      left.removeIf(oracle::owns);
    }
    left.forEach(key -> violations.add("a key that belongs to no model: " + key));
    return violations;
  }
}
