package io.popoto;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param damaged the number of records whose entries cannot be told, since what the library notes
 *     in them was edited, or are not kept, since a list is too long, and of keys among the indexes
 *     that are of another type; all of them were passed over
 * @param damagedKeys the first hundred of these, such as {@code Restaurant:Siam Garden} and {@code
 *     popoto:Restaurant:eq:cuisine:Thai}
 */
public record IndexReport(
    Map<String, Long> orphans,
    long partialWrites,
    long missing,
    boolean rebuildNeeded,
    long damaged,
    List<String> damagedKeys) {

  /** Copies the collections. */
  public IndexReport {
    orphans = Collections.unmodifiableMap(new LinkedHashMap<>(orphans));
    damagedKeys = List.copyOf(damagedKeys);
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
