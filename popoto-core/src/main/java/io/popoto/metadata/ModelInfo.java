package io.popoto.metadata;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The frozen description of a model. Immutable, thread-safe.
 *
 * @param name the name in keys
 * @param type the entity class
 * @param fields the stored fields in declaration order, those of superclasses first
 * @param keyFields the fields whose values form the key, in order; empty for a hidden auto key
 * @param indexes all indexes
 * @param orderBy the field that orders results by default
 * @param descending whether that order is descending
 * @param ttl how long a record lives after each save, if not for ever
 * @param events whether each change of a record is published
 */
public record ModelInfo(
    String name,
    Class<?> type,
    List<FieldInfo> fields,
    List<FieldInfo> keyFields,
    List<IndexInfo> indexes,
    Optional<FieldInfo> orderBy,
    boolean descending,
    Optional<Duration> ttl,
    boolean events) {

  /** Copies the lists. */
  public ModelInfo {
    fields = List.copyOf(fields);
    keyFields = List.copyOf(keyFields);
    indexes = List.copyOf(indexes);
  }

  /** Returns the field of that Java name. */
  public Optional<FieldInfo> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** Returns the index of one field of that structure. */
  public Optional<IndexInfo> index(String field, IndexInfo.Structure structure) {
    return indexes.stream()
        .filter(index -> index.isOf(field) && index.structure() == structure)
        .findFirst();
  }

  /** Returns whether the key has several parts. */
  public boolean composite() {
    return keyFields.size() > 1;
  }

  /** Returns the field that counts versions. */
  public Optional<FieldInfo> version() {
    return fields.stream().filter(field -> field.kind() == FieldKind.VERSION).findFirst();
  }
}
