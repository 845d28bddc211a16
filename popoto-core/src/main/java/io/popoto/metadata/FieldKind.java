package io.popoto.metadata;

/** What a field is for: the meaning that its annotation gives it. */
public enum FieldKind {
  /** Stored, not indexed. */
  PLAIN,
  /** Part of the key. */
  KEY,
  /** Part of the key, generated for new records. */
  AUTO_KEY,
  /** The key of a model without other key fields, else an alternate key. */
  UNIQUE_KEY,
  /** Part of the key, sorted-indexed as well. */
  SORTED_KEY,
  /** Indexed for ranges and order. */
  SORTED,
  /** Indexed for equality. */
  INDEXED,
  /** No two records share its value. */
  UNIQUE,
  /** A reference to a record of another model. */
  RELATIONSHIP,
  /** A moment that may be set by saves. */
  DATETIME,
  /** Counts saves, to refuse stale copies. */
  VERSION,
  /** Indexed by a plugin. */
  PLUGIN;

  /** Returns whether such a field is required unless it is declared nullable. */
  public boolean requiredByDefault() {
    return switch (this) {
      case KEY, AUTO_KEY, SORTED_KEY, SORTED, RELATIONSHIP -> true;
      default -> false;
    };
  }
}
