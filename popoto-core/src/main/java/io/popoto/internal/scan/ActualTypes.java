package io.popoto.internal.scan;

import io.popoto.Ref;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types that inherited fields have in a class: what the class gives for the type variables of
 * its superclasses takes their place. Variables of the class itself stay.
 */
final class ActualTypes {
  private final Map<TypeVariable<?>, Type> actual = new HashMap<>();

  ActualTypes(Class<?> type) {
    for (Class<?> c = type; c.getSuperclass() != null; c = c.getSuperclass()) {
      TypeVariable<?>[] variables = c.getSuperclass().getTypeParameters();
      Type parent = variables.length == 0 ? c.getSuperclass() : c.getGenericSuperclass();
      for (int i = 0; i < variables.length; i++) {
        actual.put(
            variables[i],
            parent instanceof ParameterizedType parameterized
                ? of(parameterized.getActualTypeArguments()[i])
                : erased(variables[i]));
      }
    }
  }

  private static Class<?> erased(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return erased(variable.getBounds()[0]);
    }
    return (Class<?>) raw(type);
  }

  /** Returns a type without its arguments. */
  static Type raw(Type type) {
    return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
  }

  /** Returns whether a reference is the type or a part of it. */
  static boolean hasRef(Type type) {
    if (type instanceof Class<?> c) {
      return c.isArray() ? hasRef(c.getComponentType()) : c == Ref.class;
    }
    if (type instanceof GenericArrayType array) {
      return hasRef(array.getGenericComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return hasRef(wildcard.getUpperBounds()) || hasRef(wildcard.getLowerBounds());
    }
    return type instanceof ParameterizedType parameterized
        && (hasRef(parameterized.getRawType()) || hasRef(parameterized.getActualTypeArguments()));
  }

  /** Returns the first type variable that is the type or a part of it. */
  static Optional<TypeVariable<?>> variable(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return Optional.of(variable);
    }
    if (type instanceof GenericArrayType array) {
      return variable(array.getGenericComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return variable(wildcard.getUpperBounds()).or(() -> variable(wildcard.getLowerBounds()));
    }
    return type instanceof ParameterizedType parameterized
        ? variable(parameterized.getActualTypeArguments())
        : Optional.empty();
  }

  private static Optional<TypeVariable<?>> variable(Type[] types) {
    return Arrays.stream(types).flatMap(type -> variable(type).stream()).findFirst();
  }

  private static boolean hasRef(Type[] types) {
    return Arrays.stream(types).anyMatch(ActualTypes::hasRef);
  }

  /** Returns the type of a field. */
  Type of(Field field) {
    return of(field.getGenericType());
  }

  private Type of(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return actual.getOrDefault(variable, variable);
    }
    if (type instanceof GenericArrayType array) {
      return array(array);
    }
    if (type instanceof ParameterizedType parameterized) {
      return parameterized(parameterized);
    }
    return type instanceof WildcardType wildcard ? wildcard(wildcard) : type;
  }

  private Type[] of(Type[] types) {
    return Arrays.stream(types).map(this::of).toArray(Type[]::new);
  }

  private Type array(GenericArrayType declared) {
    Type component = of(declared.getGenericComponentType());
    if (component instanceof Class<?> c) {
      return c.arrayType();
    }
    return component.equals(declared.getGenericComponentType()) ? declared : new Array(component);
  }

  private Type parameterized(ParameterizedType declared) {
    Type[] arguments = of(declared.getActualTypeArguments());
    Type owner = declared.getOwnerType() == null ? null : of(declared.getOwnerType());
    return Arrays.equals(arguments, declared.getActualTypeArguments())
            && Objects.equals(owner, declared.getOwnerType())
        ? declared
        : new Parameterized((Class<?>) declared.getRawType(), owner, arguments);
  }

  private Type wildcard(WildcardType declared) {
    Type[] upper = of(declared.getUpperBounds());
    Type[] lower = of(declared.getLowerBounds());
    return Arrays.equals(upper, declared.getUpperBounds())
            && Arrays.equals(lower, declared.getLowerBounds())
        ? declared
        : new Wildcard(upper, lower);
  }

  // Equal to the JDK's own types, which compare themselves with any of their interface.

  private static final class Array implements GenericArrayType {
    private final Type component;

    Array(Type component) {
      this.component = component;
    }

    @Override
    public Type getGenericComponentType() {
      return component;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof GenericArrayType that
          && component.equals(that.getGenericComponentType());
    }

    @Override
    public int hashCode() {
      return component.hashCode();
    }

    @Override
    public String toString() {
      return component.getTypeName() + "[]";
    }
  }

  private static final class Parameterized implements ParameterizedType {
    private final Class<?> raw;
    private final @Nullable Type owner;
    private final Type[] arguments;

    Parameterized(Class<?> raw, @Nullable Type owner, Type[] arguments) {
      this.raw = raw;
      this.owner = owner;
      this.arguments = arguments;
    }

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.clone();
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return owner;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType that
          && raw.equals(that.getRawType())
          && Objects.equals(owner, that.getOwnerType())
          && Arrays.equals(arguments, that.getActualTypeArguments());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(arguments) ^ Objects.hashCode(owner) ^ raw.hashCode();
    }

    @Override
    public String toString() {
      String name = owner == null ? raw.getName() : owner.getTypeName() + "$" + raw.getSimpleName();
      return arguments.length == 0 ? name : name + "<" + text(arguments, ", ") + ">";
    }
  }

  private static final class Wildcard implements WildcardType {
    private final Type[] upper;
    private final Type[] lower;

    Wildcard(Type[] upper, Type[] lower) {
      this.upper = upper;
      this.lower = lower;
    }

    @Override
    public Type[] getUpperBounds() {
      return upper.clone();
    }

    @Override
    public Type[] getLowerBounds() {
      return lower.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof WildcardType that
          && Arrays.equals(upper, that.getUpperBounds())
          && Arrays.equals(lower, that.getLowerBounds());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(lower) ^ Arrays.hashCode(upper);
    }

    @Override
    public String toString() {
      return lower.length > 0 ? "? super " + text(lower, " & ") : "? extends " + text(upper, " & ");
    }
  }

  private static String text(Type[] types, String between) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(between));
  }
}
