package io.popoto.internal.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns operands whose type the compiler could not check into values of a declared type. */
public final class Coercion {
  private Coercion() {}

  /**
   * Returns an operand as a value of a declared type. Numbers become numbers of another type if
   * nothing is lost by it, strings become the enum constant of that name or a UUID, collections
   * become lists or sets; nothing else is converted.
   *
   * @param value the operand
   * @param declared the type it has to have
   * @return the operand itself, or what it was turned into
   * @throws IllegalArgumentException if it does not fit; the message names both types
   */
  public static Object coerce(Object value, Type declared) {
    Class<?> raw = Types.raw(declared);
    if (value instanceof Collection<?> collection) {
      return collection(collection, raw, declared);
    }
    if (raw.isInstance(value)) {
      return value;
    }
    if (value instanceof Number number) {
      Number converted = NumberCoercion.convert(number, raw);
      if (converted != null) {
        return converted;
      }
    }
    if (value instanceof String text && raw.isEnum()) {
      return constant(text, raw);
    }
    if (value instanceof String text && raw == UUID.class) {
      return uuid(text);
    }
    throw refusal(value, declared);
  }

  private static Object constant(String name, Class<?> type) {
    Map<String, Enum<?>> constants = EnumCodec.constants(type);
    Enum<?> constant = constants.get(name);
    if (constant == null) {
      throw new IllegalArgumentException(
          "the java.lang.String \""
              + name
              + "\" is none of the constants of "
              + type.getName()
              + ": "
              + constants.keySet());
    }
    return constant;
  }

  private static UUID uuid(String text) {
    try {
      return StandardCodecs.uuid(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the java.lang.String \"" + text + "\" is no java.util.UUID", e);
    }
  }

  private static Object collection(Collection<?> value, Class<?> raw, Type declared) {
    List<@Nullable Object> elements = new ArrayList<>(value.size());
    boolean changed = false;
    Type elementType = elementType(declared);
    for (Object element : value) {
      Object coerced = element == null ? null : coerce(element, elementType);
      changed |= coerced != element;
      elements.add(coerced);
    }
    if (raw.isInstance(value) && !changed) {
      return value;
    }
    if (value instanceof Set<?> && raw.isAssignableFrom(LinkedHashSet.class)) {
      return new LinkedHashSet<>(elements);
    }
    if (raw.isAssignableFrom(ArrayList.class)) {
      return elements;
    }
    if (raw.isAssignableFrom(LinkedHashSet.class)) {
      return new LinkedHashSet<>(elements);
    }
    throw refusal(value, declared);
  }

  private static Type elementType(Type declared) {
    return declared instanceof ParameterizedType parameterized
            && Collection.class.isAssignableFrom(Types.raw(declared))
            && parameterized.getActualTypeArguments().length == 1
        ? parameterized.getActualTypeArguments()[0]
        : Object.class;
  }

  private static IllegalArgumentException refusal(Object value, Type declared) {
    String shown = value instanceof Number ? " " + value : "";
    return new IllegalArgumentException(
        "expected a value of type "
            + Types.raw(declared).getTypeName()
            + ", but found"
            + (shown.isEmpty() ? " one" : shown)
            + " of type "
            + value.getClass().getTypeName());
  }
}
