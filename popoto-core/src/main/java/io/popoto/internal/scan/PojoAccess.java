package io.popoto.internal.scan;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Access to the fields of a class with a constructor without parameters. */
final class PojoAccess implements EntityAccess {
  private final MethodHandle constructor;
  private final MethodHandle[] getters;
  private final MethodHandle[] setters;

  PojoAccess(Constructor<?> constructor, List<Field> fields) throws IllegalAccessException {
    this.constructor =
        in(constructor.getDeclaringClass())
            .unreflectConstructor(constructor)
            .asType(MethodType.methodType(Object.class));
    getters = new MethodHandle[fields.size()];
    setters = new MethodHandle[fields.size()];
    for (int i = 0; i < fields.size(); i++) {
      MethodHandles.Lookup lookup = in(fields.get(i).getDeclaringClass());
      getters[i] =
          lookup
              .unreflectGetter(fields.get(i))
              .asType(MethodType.methodType(Object.class, Object.class));
      setters[i] =
          lookup
              .unreflectSetter(fields.get(i))
              .asType(MethodType.methodType(void.class, Object.class, Object.class));
    }
  }

  static MethodHandles.Lookup in(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  @Override
  public Object create(@Nullable Object[] values) {
    try {
      Object entity = (Object) constructor.invokeExact();
      for (int i = 0; i < setters.length; i++) {
        if (values[i] != ABSENT) {
          setters[i].invokeExact(entity, values[i]);
        }
      }
      return entity;
    } catch (Throwable e) {
      throw Thrown.by(e);
    }
  }

  @Override
  public @Nullable Object get(Object entity, int position) {
    try {
      return (Object) getters[position].invokeExact(entity);
    } catch (Throwable e) {
      throw Thrown.by(e);
    }
  }

  @Override
  public Object with(Object entity, int[] positions, @Nullable Object[] values) {
    try {
      for (int i = 0; i < positions.length; i++) {
        setters[positions[i]].invokeExact(entity, values[i]);
      }
      return entity;
    } catch (Throwable e) {
      throw Thrown.by(e);
    }
  }
}
