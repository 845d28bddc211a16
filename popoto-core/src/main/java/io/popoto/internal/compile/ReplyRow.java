package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import org.jspecify.annotations.Nullable;

/** One row of a reply: what is stored under the names that were asked for. */
final class ReplyRow implements StoredRow {
  private final String model;
  private final byte[] @Nullable [] values;
  private final RowLayout layout;
  private final String id;
  private @Nullable String key;

  ReplyRow(String model, String id, byte[] @Nullable [] values, RowLayout layout) {
    this.model = model;
    this.id = id;
    this.values = values;
    this.layout = layout;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String key() {
    String text = key;
    if (text == null) {
      text = model + ":" + id;
      key = text;
    }
    return text;
  }

  /** Returns what is stored under the first of a field's names that is there. */
  byte @Nullable [] stored(BoundField field) {
    return layout.stored(values, field);
  }

  /** Returns what is stored, by the position of the field in the model; null for what is absent. */
  byte[] @Nullable [] stored() {
    return layout.stored(values);
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
