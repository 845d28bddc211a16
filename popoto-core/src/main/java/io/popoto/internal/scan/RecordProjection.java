package io.popoto.internal.scan;

import io.popoto.exception.QueryException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes Java records whose components are named like fields of a model. Immutable.
 *
 * @param <R> the type of the records
 */
public final class RecordProjection<R> {
  private final Class<R> type;
  private final List<BoundField> fields;
  private final RecordAccess access;

  /**
   * Checks a record class against a model.
   *
   * @throws QueryException if it is no record, or a component is no field of the same type
   */
  public RecordProjection(Class<R> type, BoundModel<?> model) {
    if (!type.isRecord()) {
      throw new QueryException("as: " + type.getName() + " is no record.");
    }
    this.type = type;
    this.fields = new ArrayList<>();
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      BoundField field =
          model
              .field(component.getName())
              .orElseThrow(
                  () ->
                      new QueryException(
                          "as: %s.%s is no field of %s; it has %s."
                              .formatted(
                                  type.getSimpleName(),
                                  component.getName(),
                                  model.name(),
                                  model.fields())));
      Class<?> raw = field.info().optional() ? java.util.Optional.class : rawType(field);
      if (!boxed(component.getType()).isAssignableFrom(boxed(raw))) {
        throw new QueryException(
            "as: %s.%s is of type %s, but the field of %s is of type %s."
                .formatted(
                    type.getSimpleName(),
                    component.getName(),
                    component.getGenericType().getTypeName(),
                    model.name(),
                    field.info().type().getTypeName()));
      }
      if (component.getType().isPrimitive()
          && !(rawType(field).isPrimitive() || field.info().required())) {
        throw new QueryException(
            "as: %s.%s cannot be null, but the field of %s can; make it a %s."
                .formatted(
                    type.getSimpleName(),
                    component.getName(),
                    model.name(),
                    field.info().type().getTypeName()));
      }
      fields.add(field);
    }
    try {
      this.access = new RecordAccess(type, Arrays.asList(components));
    } catch (ReflectiveOperationException e) {
      throw new QueryException("as: " + type.getName() + " cannot be made.", e);
    }
  }

  private static Class<?> rawType(BoundField field) {
    java.lang.reflect.Type declared = field.info().type();
    if (declared instanceof java.lang.reflect.ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    return declared instanceof Class<?> known ? known : Object.class;
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  /** Returns the fields that it needs. */
  public List<BoundField> fields() {
    return List.copyOf(fields);
  }

  /** Returns a record of these values. */
  public R make(Function<BoundField, @Nullable Object> values) {
    @Nullable Object[] arguments = new Object[fields.size()];
    for (int i = 0; i < arguments.length; i++) {
      BoundField field = fields.get(i);
      Object value = field.toJava(values.apply(field));
      arguments[i] = value == null ? EntityAccess.ABSENT : value;
    }
    return type.cast(access.create(arguments));
  }
}
