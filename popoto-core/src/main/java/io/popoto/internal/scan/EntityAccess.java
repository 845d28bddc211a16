package io.popoto.internal.scan;

import org.jspecify.annotations.Nullable;

/** Makes entities and reads and writes their fields, by the position of the field in the model. */
interface EntityAccess {
  /** Returns a new entity with these values; a value that is {@link #ABSENT} is left as it is. */
  Object create(@Nullable Object[] values);

  /** Returns the value of a field. */
  @Nullable Object get(Object entity, int position);

  /**
   * Returns the entity with other values in some fields: the same object, or a copy of a record.
   */
  Object with(Object entity, int[] positions, @Nullable Object[] values);

  /** Stands for a value that is not to be set. */
  Object ABSENT = new Object();
}
