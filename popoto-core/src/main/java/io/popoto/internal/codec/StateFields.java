package io.popoto.internal.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.BasicBeanDescription;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/** What makes up the state of objects: all fields but static, transient and ignored ones. */
final class StateFields {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final JsonMapper mapper;
  private final Map<Class<?>, State> byClass = new ConcurrentHashMap<>();

  /**
   * The state of objects of one class.
   *
   * @param fields its fields, accessible
   * @param whole whether these are all; fields of superclasses in the JDK cannot be reached
   * @param ownForm whether its JSON is not made of its fields
   */
  record State(List<Field> fields, boolean whole, boolean ownForm) {}

  StateFields(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns whether a class is of the JDK. */
  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == PLATFORM;
  }

  /** Returns the state of objects of a class. */
  State of(Class<?> type) {
    State known = byClass.get(type);
    if (known == null) {
      known = find(type);
      byClass.put(type, known);
    }
    return known;
  }

  private State find(Class<?> type) {
    SerializationContext context = mapper._serializationContext();
    JavaType javaType = mapper.constructType(type);
    Set<String> ignored = ignored(context, javaType);
    List<Field> fields = new ArrayList<>();
    boolean whole = true;
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers)
            || Modifier.isTransient(modifiers)
            || field.isSynthetic()
            || ignored.contains(field.getName())) {
          continue;
        }
        if (!isOfJdk(c) && field.trySetAccessible()) {
          fields.add(field);
        } else {
          whole = false;
        }
      }
    }
    boolean ownForm = !(context.findValueSerializer(javaType) instanceof BeanSerializerBase);
    return new State(List.copyOf(fields), whole, ownForm);
  }

  private Set<String> ignored(SerializationContext context, JavaType type) {
    AnnotatedClass annotated = context.introspectClassAnnotations(type);
    Set<String> names = new HashSet<>(explicit(context.introspectBeanDescription(type)));
    try {
      // Before 3.2, only this side of Jackson knows them.
      names.addAll(explicit(mapper._deserializationContext().introspectBeanDescription(type)));
    } catch (JacksonException e) {
      // Reading the stored text, which is tried before anything is sent, says what is wrong.
    }
    names.addAll(
        context.getConfig().getDefaultPropertyIgnorals(type.getRawClass(), annotated).getIgnored());
    return names;
  }

  private static Set<String> explicit(BeanDescription description) {
    @Nullable Set<String> names =
        description instanceof BasicBeanDescription basic ? basic.getIgnoredPropertyNames() : null;
    return names == null ? Set.of() : names;
  }
}
