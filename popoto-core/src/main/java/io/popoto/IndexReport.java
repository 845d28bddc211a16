package io.popoto;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an inspection of a model's indexes found.
 *
 * @param orphans the number of entries without a record that implies them, or with the score of
 *     another number than the stored one, for each index: {@code class} for the set of all ids,
 *     else kind and fields such as {@code sorted:rating}; indexes without orphans are listed too
 * @param partialWrites the number of hashes without their key fields
 * @param missing the number of records that lack an index entry; a rebuild mends them
 * @param rebuildNeeded whether records may have been written by a class with other indexes
 */
public record IndexReport(
    Map<String, Long> orphans, long partialWrites, long missing, boolean rebuildNeeded) {

  /** Copies the map. */
  public IndexReport {
    orphans = Collections.unmodifiableMap(new LinkedHashMap<>(orphans));
  }

  /** Returns the number of entries in the set of all ids that have no record. */
  public long classIndex() {
    return orphans.getOrDefault("class", 0L);
  }

  /** Returns the number of orphans in all indexes and of partial writes: what cleaning removes. */
  public long total() {
    return orphans.values().stream().mapToLong(Long::longValue).sum() + partialWrites;
  }
}
