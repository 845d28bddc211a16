package io.popoto.internal.scan;

import io.popoto.Key;
import io.popoto.exception.DecodeException;
import io.popoto.exception.ValidationException;
import io.popoto.internal.Given;
import io.popoto.internal.codec.KeyText;
import io.popoto.metadata.FieldInfo;
import io.popoto.metadata.FieldKind;
import io.popoto.metadata.IndexInfo;
import io.popoto.metadata.ModelInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model bound to its class: entities become values by position and back. Immutable, thread-safe.
 *
 * @param <T> the type of the entities
 */
public final class BoundModel<T> {
  private final ModelInfo info;
  private final Class<T> type;
  private final List<BoundField> fields;
  private final List<BoundIndex> indexes;
  private final List<BoundField> keyFields;
  private final Map<String, BoundField> byName = new HashMap<>();
  private final EntityAccess access;

  BoundModel(
      ModelInfo info,
      Class<T> type,
      List<BoundField> fields,
      List<BoundIndex> indexes,
      EntityAccess access) {
    this.info = info;
    this.type = type;
    this.fields = List.copyOf(fields);
    this.indexes = List.copyOf(indexes);
    this.access = access;
    for (BoundField field : fields) {
      byName.put(field.name(), field);
    }
    keyFields = info.keyFields().stream().map(field -> required(field)).toList();
  }

  private BoundField required(FieldInfo field) {
    return field(field.name()).orElseThrow();
  }

  /** Returns the description. */
  public ModelInfo info() {
    return info;
  }

  /** Returns the name. */
  public String name() {
    return info.name();
  }

  /** Returns the class of the entities. */
  public Class<T> type() {
    return type;
  }

  /** Returns the stored fields by position. */
  public List<BoundField> fields() {
    return fields;
  }

  /** Returns the fields of the key, in order. */
  public List<BoundField> keyFields() {
    return keyFields;
  }

  /** Returns all indexes, in the order of the index spec. */
  public List<BoundIndex> indexes() {
    return indexes;
  }

  /** Returns the field of a Java name. */
  public Optional<BoundField> field(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns the index of one field with this structure. */
  public Optional<BoundIndex> index(BoundField field, IndexInfo.Structure structure) {
    for (BoundIndex index : indexes) {
      if (index.info().structure() == structure && index.info().isOf(field.name())) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  /** Returns the value of a field of an entity, without {@code Optional}. */
  public @Nullable Object get(Object entity, BoundField field) {
    Object value = field.fromJava(access.get(entity, field.position()));
    return value instanceof io.popoto.Ref<?> ref && ref.isEmpty() ? null : value;
  }

  /** Returns the entity with new values: the same object, or a completed copy of a record. */
  public T with(T entity, Map<BoundField, ? extends @Nullable Object> values) {
    if (values.isEmpty()) {
      return entity;
    }
    int[] positions = new int[values.size()];
    @Nullable Object[] java = new Object[values.size()];
    int i = 0;
    for (Map.Entry<BoundField, ? extends @Nullable Object> entry : values.entrySet()) {
      positions[i] = entry.getKey().position();
      java[i++] = entry.getKey().toJava(entry.getValue());
    }
    T changed = type.cast(access.with(entity, positions, java));
    if (keyFields.isEmpty() && changed != entity) {
      HiddenKeys.of(entity).ifPresent(id -> HiddenKeys.remember(changed, id));
    }
    return changed;
  }

  /**
   * Returns a new entity from what is stored, by position; a null stands for an absent field.
   *
   * @throws DecodeException if a field cannot be decoded, or the constructor throws
   */
  public T decode(String key, byte[] @Nullable [] stored) {
    @Nullable Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      byte[] text = stored[i];
      BoundField field = fields.get(i);
      if (text == null) {
        boolean neverNull =
            field.info().optional() || field.info().kind() == FieldKind.RELATIONSHIP;
        values[i] = neverNull ? field.toJava(field.initial()) : EntityAccess.ABSENT;
        continue;
      }
      values[i] = field.toJava(field.read(key, text));
    }
    T entity = created(key, values);
    if (keyFields.isEmpty()) {
      HiddenKeys.remember(entity, key.substring(name().length() + 1));
    }
    return entity;
  }

  private T created(String key, @Nullable Object[] values) {
    try {
      return type.cast(access.create(values));
    } catch (RuntimeException e) {
      throw new DecodeException(key, e);
    }
  }

  /**
   * Returns the key of an entity.
   *
   * @throws ValidationException if a part is missing or too long
   */
  public Key<T> key(Object entity) {
    Given.toCall(entity, "entity");
    if (keyFields.isEmpty()) {
      return new Key<>(
          type,
          name(),
          HiddenKeys.of(entity)
              .orElseThrow(
                  () ->
                      new ValidationException(
                          name() + " has a hidden key, which this instance was not given yet.")));
    }
    List<@Nullable Object> values = new ArrayList<>(keyFields.size());
    for (BoundField field : keyFields) {
      values.add(get(entity, field));
    }
    return keyOf(values);
  }

  /**
   * Returns the key of key values in declaration order.
   *
   * @throws ValidationException if there are too few or too many, or one is null or too long
   */
  public Key<T> keyOf(List<? extends @Nullable Object> values) {
    if (keyFields.isEmpty() && values.size() == 1 && values.get(0) instanceof String id) {
      return keyOfId(KeyText.escape(id, false));
    }
    if (values.size() != keyFields.size()) {
      throw new ValidationException(
          "%s: the key has %d parts %s, but got %d values."
              .formatted(name(), keyFields.size(), keyFields, values.size()));
    }
    List<@Nullable String> parts = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      parts.add(KeyParts.text(this, keyFields.get(i), values.get(i)));
    }
    return new Key<>(type, name(), KeyText.join(parts));
  }

  /**
   * Returns the key of a text such as {@code Restaurant:Siam Garden}.
   *
   * @throws ValidationException if it is not a key of this model
   */
  public Key<T> parseKey(String text) {
    Given.toCall(text, "key");
    if (!text.startsWith(name() + ":")) {
      throw new ValidationException(
          "\"%s\" is not a key of %s: it should begin with \"%s:\"."
              .formatted(text, name(), name()));
    }
    return keyOfId(text.substring(name().length() + 1));
  }

  /**
   * Returns the key of an id.
   *
   * @throws ValidationException if it is not an id of this model
   */
  public Key<T> keyOfId(String id) {
    List<@Nullable String> parts;
    try {
      parts = KeyText.split(id, Math.max(1, keyFields.size()));
      for (int i = 0; i < parts.size(); i++) {
        KeyParts.check(this, i < keyFields.size() ? keyFields.get(i) : null, parts.get(i));
      }
    } catch (RuntimeException e) {
      throw new ValidationException(
          "\"%s:%s\" is not a key of %s: %s".formatted(name(), id, name(), e.getMessage()), e);
    }
    return new Key<>(type, name(), id);
  }

  /** Returns the key of an id, or empty if no record of this model can have it. */
  public Optional<Key<T>> keyIfValid(String id) {
    try {
      return Optional.of(keyOfId(id));
    } catch (ValidationException e) {
      return Optional.empty();
    }
  }
}
