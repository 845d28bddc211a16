package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row that satisfies its query, to be decoded as an entity or in part. */
public final class StoredRecord {
  private final ReplyRow row;
  private Map<BoundField, Object> related = Map.of();
  private @Nullable Place place;
  private @Nullable Object made;

  StoredRecord(ReplyRow row) {
    this.row = row;
  }

  StoredRow row() {
    return row;
  }

  boolean hasPlace() {
    return place != null;
  }

  void setPlace(Place newPlace) {
    place = newPlace;
  }

  Place place() {
    return Objects.requireNonNull(place);
  }

  /** Returns the id. */
  public String id() {
    return row.id();
  }

  /** Returns the key as text. */
  public String key() {
    return row.key();
  }

  /** Remembers references together with what they refer to. */
  public void relate(BoundField field, Object ref) {
    if (related.isEmpty()) {
      related = new LinkedHashMap<>();
    }
    related.put(field, ref);
  }

  /** Keeps what has been made of the row before all rows are there. */
  public void keep(Object result) {
    made = result;
  }

  /** Returns what has been made of the row already; null if nothing has. */
  public @Nullable Object made() {
    return made;
  }

  /** Returns the references that were loaded, by field. */
  public Map<BoundField, Object> related() {
    return related;
  }

  /**
   * Returns the value of a field.
   *
   * @throws io.popoto.exception.DecodeException if it cannot be decoded
   */
  public @Nullable Object value(BoundField field) {
    Object loaded = related.get(field);
    return loaded != null ? loaded : row.value(field);
  }

  /** Returns what is stored, by the position of the field in the model; null for what is absent. */
  public byte[] @Nullable [] stored() {
    return row.stored();
  }
}
