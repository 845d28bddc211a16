package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a reply: what is stored under the names that were asked for, then the id. */
final class ReplyRow implements StoredRow {
  private final String model;
  private final List<?> values;
  private final Map<BoundField, List<Integer>> places;
  private final String id;

  ReplyRow(String model, List<?> values, Map<BoundField, List<Integer>> places) {
    this.model = model;
    this.values = values;
    this.places = places;
    this.id = Text.string((byte[]) values.get(values.size() - 1));
  }

  @Override
  public String id() {
    return id;
  }

  String key() {
    return model + ":" + id;
  }

  /** Returns what is stored under the first of a field's names that is there. */
  byte @Nullable [] stored(BoundField field) {
    List<Integer> at = places.get(field);
    if (at == null) {
      throw new IllegalStateException("the field " + field + " was not asked for");
    }
    for (int place : at) {
      byte[] stored = (byte[]) values.get(place);
      if (stored != null) {
        return stored;
      }
    }
    return null;
  }

  @Override
  public byte @Nullable [] text(BoundField field) {
    byte[] stored = stored(field);
    if (stored == null) {
      Object initial = field.initial();
      return initial == null ? null : field.text(initial);
    }
    return BoundField.isNull(stored) ? null : stored;
  }

  @Override
  public @Nullable Object value(BoundField field) {
    return field.read(key(), stored(field));
  }
}
