package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundIndex;
import java.util.HashMap;
import java.util.Map;

/** How many values of each equality index a condition asks for, all its parts taken together. */
final class ValuesOfIndexes {
  /**
   * From so many on, reading what a record has in the field costs less than asking for each value
   * whether the record is in its set; see the table in docs/architecture.md.
   */
  private static final int MANY = 6;

  private final Map<String, Integer> counts = new HashMap<>();

  void add(BoundIndex index, int values) {
    counts.merge(index.at(), values, Integer::sum);
  }

  boolean areMany(BoundIndex index) {
    return counts.getOrDefault(index.at(), 0) >= MANY;
  }
}
