package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import org.jspecify.annotations.Nullable;

/** A record as a reply holds it. */
interface StoredRow {
  /** Returns the id. */
  String id();

  /** Returns the key of the record, as {@code Restaurant:Siam Garden}. */
  String key();

  /** Returns what is stored, or what the initializer's value would be stored as; null for null. */
  byte @Nullable [] text(BoundField field);

  /** Returns the value of a field, decoded. */
  @Nullable Object value(BoundField field);
}
