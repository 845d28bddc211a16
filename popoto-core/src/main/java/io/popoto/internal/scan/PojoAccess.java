package io.popoto.internal.scan;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Access to the fields of a class with a constructor without parameters. By reflection: it is as
 * fast as method handles that are no constants, and up to JDK 17 has nothing to link at first.
 */
final class PojoAccess implements EntityAccess {
  private final Constructor<?> constructor;
  private final Field[] fields;

  PojoAccess(Constructor<?> constructor, List<Field> fields) throws IllegalAccessException {
    this.constructor = constructor;
    this.fields = fields.toArray(Field[]::new);
    open(constructor);
    for (Field field : fields) {
      open(field);
    }
  }

  private static void open(AccessibleObject member) throws IllegalAccessException {
    try {
      member.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw (IllegalAccessException) new IllegalAccessException(e.getMessage()).initCause(e);
    }
  }

  @Override
  public Object create(@Nullable Object[] values) {
    try {
      Object entity = constructor.newInstance();
      for (int i = 0; i < fields.length; i++) {
        if (values[i] != ABSENT) {
          fields[i].set(entity, values[i]);
        }
      }
      return entity;
    } catch (InvocationTargetException e) {
      throw Thrown.by(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw Thrown.by(e);
    }
  }

  @Override
  public @Nullable Object get(Object entity, int position) {
    try {
      return fields[position].get(entity);
    } catch (IllegalArgumentException e) {
      throw new ClassCastException(
          entity.getClass().getName() + " is no " + constructor.getDeclaringClass().getName());
    } catch (IllegalAccessException e) {
      throw Thrown.by(e);
    }
  }

  @Override
  public Object with(Object entity, int[] positions, @Nullable Object[] values) {
    try {
      for (int i = 0; i < positions.length; i++) {
        fields[positions[i]].set(entity, values[i]);
      }
      return entity;
    } catch (IllegalAccessException e) {
      throw Thrown.by(e);
    }
  }
}
