package io.popoto;

import java.util.List;

/**
 * A change of a record, published from within the atomic step that made it. Models ask for events
 * with {@code @Model(events = true)}. Like all of Redis' messages it reaches those who listen at
 * that moment, at most once.
 *
 * @param type what happened
 * @param key the key of the record; for a move, the new one
 * @param fields for a change, the names in Redis of the fields whose stored values are different
 * @param <T> the type of the entity
 */
public record ChangeEvent<T>(Type type, Key<T> key, List<String> fields) {
  /** Copies the list. */
  public ChangeEvent {
    fields = List.copyOf(fields);
  }

  /** What happened to the record. */
  public enum Type {
    /** It was inserted. */
    CREATED,
    /** Some of its fields changed. */
    CHANGED,
    /** It was deleted, or moved away from this key. */
    DELETED
  }
}
