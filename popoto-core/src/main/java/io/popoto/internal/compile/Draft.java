package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a write is to store for one record, validated.
 *
 * @param id the id of the record
 * @param newId the id it gets, for a move; else the same
 * @param version the version that the stored record must have, or empty
 * @param values the fields to write
 * @param additions the numbers that the server adds
 */
public record Draft(
    String id,
    String newId,
    String version,
    Map<BoundField, @Nullable Object> values,
    List<Addition> additions) {

  /** A draft that adds nothing. */
  public Draft(String id, String newId, String version, Map<BoundField, @Nullable Object> values) {
    this(id, newId, version, values, List.of());
  }

  /** A draft that only names a record. */
  public static Draft ofId(String id) {
    return new Draft(id, id, "", Map.of());
  }
}
