package io.popoto.metadata;

import io.popoto.annotation.AutoKeyField;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * One stored field of a model.
 *
 * @param name the name of the Java field or record component
 * @param storedName the name in Redis
 * @param aliases former names in Redis, tried in order when the name is missing
 * @param type the declared type, without {@code Optional}
 * @param optional whether the declared type is {@code Optional} of the type
 * @param kind what the field is for
 * @param required whether null is refused
 * @param maxLength the greatest length of a String, or -1
 * @param autoNow whether each save sets it to the current time
 * @param autoNowAdd whether the first save sets it to the current time
 * @param strategy how its values are generated, for an auto key
 * @param target the related model, for a relationship
 */
public record FieldInfo(
    String name,
    String storedName,
    List<String> aliases,
    Type type,
    boolean optional,
    FieldKind kind,
    boolean required,
    int maxLength,
    boolean autoNow,
    boolean autoNowAdd,
    Optional<AutoKeyField.Strategy> strategy,
    Optional<Class<?>> target) {

  /** Copies the list. */
  public FieldInfo {
    aliases = List.copyOf(aliases);
  }

  /** Returns the same field with another kind and need for a value. */
  public FieldInfo as(FieldKind newKind, boolean nowRequired) {
    return new FieldInfo(
        name,
        storedName,
        aliases,
        type,
        optional,
        newKind,
        nowRequired,
        maxLength,
        autoNow,
        autoNowAdd,
        strategy,
        target);
  }

  /** Returns whether the type is {@code String}. */
  public boolean isText() {
    return type == String.class;
  }
}
