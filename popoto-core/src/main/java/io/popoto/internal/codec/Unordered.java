package io.popoto.internal.codec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the sets and maps of the JDK that iterate in no order that means anything. */
final class Unordered {
  private Unordered() {}

  static boolean is(Set<?> set) {
    return set instanceof HashSet<?>
        ? !(set instanceof LinkedHashSet<?>)
        : set instanceof ConcurrentHashMap.KeySetView<?, ?> || isImmutable(set);
  }

  static boolean is(Map<?, ?> map) {
    return map instanceof HashMap<?, ?>
        ? !(map instanceof LinkedHashMap<?, ?>)
        : map instanceof ConcurrentHashMap<?, ?>
            || map instanceof Hashtable<?, ?>
            || map instanceof WeakHashMap<?, ?>
            || isImmutable(map);
  }

  /** Returns whether it was made by {@code Set.of}, {@code Map.of} and the like. */
  private static boolean isImmutable(Object collection) {
    return collection.getClass().getName().startsWith("java.util.ImmutableCollections$");
  }
}
