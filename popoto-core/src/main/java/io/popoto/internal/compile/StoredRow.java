package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import org.jspecify.annotations.Nullable;

/** A record as a reply holds it. */
interface StoredRow {
  /** Returns the id. */
  String id();

  /** Returns what is stored, or what the initializer's value would be stored as; null for null. */
  byte @Nullable [] text(BoundField field);

  /** Returns the value of a field, decoded. */
  @Nullable Object value(BoundField field);
}
