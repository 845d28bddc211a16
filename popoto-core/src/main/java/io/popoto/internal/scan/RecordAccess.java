package io.popoto.internal.scan;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Access to the components of a record. */
final class RecordAccess implements EntityAccess {
  private final MethodHandle constructor;
  private final MethodHandle[] getters;
  private final @Nullable Object[] defaults;
  private final int[] placeInModel;
  private final int[] placeInRecord;

  /** Creates it for the components in the order of the model's fields; others get their default. */
  RecordAccess(Class<?> type, List<RecordComponent> stored) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    RecordComponent[] all = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
    constructor =
        lookup
            .unreflectConstructor(type.getDeclaredConstructor(types))
            .asSpreader(Object[].class, types.length)
            .asType(MethodType.methodType(Object.class, Object[].class));
    getters = new MethodHandle[all.length];
    defaults = new Object[all.length];
    placeInModel = new int[all.length];
    placeInRecord = new int[stored.size()];
    List<String> names = stored.stream().map(RecordComponent::getName).toList();
    for (int i = 0; i < all.length; i++) {
      getters[i] =
          lookup
              .unreflect(all[i].getAccessor())
              .asType(MethodType.methodType(Object.class, Object.class));
      defaults[i] = types[i].isPrimitive() ? Array.get(Array.newInstance(types[i], 1), 0) : null;
      placeInModel[i] = names.indexOf(all[i].getName());
      if (placeInModel[i] >= 0) {
        placeInRecord[placeInModel[i]] = i;
      }
    }
  }

  @Override
  public Object create(@Nullable Object[] values) {
    @Nullable Object[] arguments = defaults.clone();
    for (int i = 0; i < arguments.length; i++) {
      int place = placeInModel[i];
      if (place >= 0 && values[place] != ABSENT) {
        arguments[i] = values[place];
      }
    }
    return construct(arguments);
  }

  private Object construct(@Nullable Object[] arguments) {
    try {
      return (Object) constructor.invokeExact(arguments);
    } catch (Throwable e) {
      throw Thrown.by(e);
    }
  }

  @Override
  public @Nullable Object get(Object entity, int position) {
    return component(entity, placeInRecord[position]);
  }

  private @Nullable Object component(Object entity, int place) {
    try {
      return (Object) getters[place].invokeExact(entity);
    } catch (Throwable e) {
      throw Thrown.by(e);
    }
  }

  @Override
  public Object with(Object entity, int[] positions, @Nullable Object[] values) {
    @Nullable Object[] arguments = new Object[getters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = component(entity, i);
    }
    for (int i = 0; i < positions.length; i++) {
      arguments[placeInRecord[positions[i]]] = values[i];
    }
    return construct(arguments);
  }
}
