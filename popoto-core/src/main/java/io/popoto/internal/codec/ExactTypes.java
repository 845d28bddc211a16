package io.popoto.internal.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JavaType;

/**
 * Knows types of which every value is the same after it was written as JSON and read back: lists,
 * sets and maps of texts, numbers and truth values.
 */
final class ExactTypes {
  private static final Set<Class<?>> CONTAINERS =
      Set.of(
          List.class,
          ArrayList.class,
          Set.class,
          HashSet.class,
          LinkedHashSet.class,
          Map.class,
          HashMap.class,
          LinkedHashMap.class);
  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Double.class,
          UUID.class);
  private static final Set<Class<?>> KEYS =
      Set.of(String.class, Integer.class, Long.class, UUID.class);

  private ExactTypes() {}

  static boolean contain(JavaType type) {
    if (!CONTAINERS.contains(type.getRawClass())) {
      return VALUES.contains(type.getRawClass());
    }
    JavaType key = type.getKeyType();
    return (key == null || KEYS.contains(key.getRawClass()))
        && VALUES.contains(type.getContentType().getRawClass());
  }
}
