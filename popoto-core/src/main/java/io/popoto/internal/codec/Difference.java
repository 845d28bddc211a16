package io.popoto.internal.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first place where an object that was read back differs from the one that was written.
 * Collections are compared by their contents, objects of the JDK by what they mean, all others by
 * their class and each field: an {@code equals} of their own may look at less. Used once.
 */
final class Difference {
  private static final String LOST_ORDER = "a comparator would be lost";

  private final StateFields states;
  private final IdentityHashMap<Object, Object> compared = new IdentityHashMap<>(0);

  private Difference(StateFields states) {
    this.states = states;
  }

  /**
   * What differs.
   *
   * @param path where, as {@code .cart.items[2].price}, empty for the object itself
   * @param text what would become of it
   */
  record Found(String path, String text) {
    Found in(String step) {
      return new Found(step + path, text);
    }
  }

  /** Returns what differs, or null if nothing does. */
  static @Nullable Found between(Object written, @Nullable Object read, StateFields states) {
    return new Difference(states).find(written, read);
  }

  private @Nullable Found find(@Nullable Object written, @Nullable Object read) {
    if (written == read) {
      return null;
    }
    if (written == null) {
      // As in entities, an Optional that is null is taken for an empty one.
      return read instanceof Optional<?> optional && optional.isEmpty() ? null : differ(null, read);
    }
    if (read == null) {
      return differ(written, null);
    }
    if (written instanceof Collection<?> || written instanceof Map<?, ?>) {
      Found content = contents(written, read);
      return content == null ? ownFields(written, read) : content;
    }
    if (written instanceof Optional<?> optional && read instanceof Optional<?> other) {
      return find(optional.orElse(null), other.orElse(null));
    }
    if (written.getClass().isArray() && read.getClass().isArray()) {
      return arrays(written, read);
    }
    if (written instanceof Enum<?> || written.getClass() != read.getClass()) {
      return differ(written, read);
    }
    return StateFields.isOfJdk(written.getClass()) ? values(written, read) : objects(written, read);
  }

  private static Found differ(@Nullable Object written, @Nullable Object read) {
    String before = shown(written);
    String after = shown(read);
    return new Found(
        "",
        "%s would be reloaded as %s".formatted(before, before.equals(after) ? "another" : after));
  }

  /** The class only: values may be secrets, and long. */
  private static String shown(@Nullable Object value) {
    return value == null ? "null" : "a " + value.getClass().getTypeName();
  }

  private @Nullable Found contents(Object written, Object read) {
    if (written instanceof List<?> list && read instanceof List<?> other) {
      return elements(list, other);
    }
    if (written instanceof Set<?> set && read instanceof Set<?> other) {
      return sets(set, other);
    }
    if (written instanceof Map<?, ?> map && read instanceof Map<?, ?> other) {
      return maps(map, other);
    }
    boolean sameKind =
        written.getClass() == read.getClass()
            || (written instanceof Deque<?> && read instanceof Deque<?>);
    if (sameKind && written instanceof Collection<?> some && read instanceof Collection<?> other) {
      return isReordering(comparator(written)) ? new Found("", LOST_ORDER) : elements(some, other);
    }
    return differ(written, read);
  }

  private static @Nullable Comparator<?> comparator(Object queue) {
    if (queue instanceof PriorityQueue<?> priority) {
      return priority.comparator();
    }
    return queue instanceof PriorityBlockingQueue<?> priority ? priority.comparator() : null;
  }

  private static boolean isReordering(@Nullable Comparator<?> comparator) {
    return comparator != null && !comparator.equals(Comparator.naturalOrder());
  }

  private @Nullable Found elements(Collection<?> written, Collection<?> read) {
    if (written.size() != read.size()) {
      return new Found("", "%d elements would become %d".formatted(written.size(), read.size()));
    }
    Iterator<?> others = read.iterator();
    int i = 0;
    for (Object element : written) {
      Found found = find(element, others.next());
      if (found != null) {
        return found.in("[" + i + "]");
      }
      i++;
    }
    return null;
  }

  private @Nullable Found sets(Set<?> written, Set<?> read) {
    if (read instanceof SortedSet<?>
        && written instanceof SortedSet<?> sorted
        && isReordering(sorted.comparator())) {
      return new Found("", LOST_ORDER);
    }
    boolean inOrder = read instanceof LinkedHashSet<?> && !Unordered.is(written);
    if (inOrder || written.size() != read.size()) {
      return elements(written, read);
    }
    Map<Object, Object> byEquality = new HashMap<>();
    read.forEach(element -> byEquality.put(element, element));
    List<@Nullable Object> left = new ArrayList<>();
    Found difference = null;
    for (Object element : written) {
      Object same = byEquality.remove(element);
      Found found = same == null && element != null ? differ(element, null) : find(element, same);
      if (found != null) {
        difference = difference == null ? found.in("[]") : difference;
        left.add(element);
        if (same != null) {
          byEquality.put(same, same);
        }
      }
    }
    return left.isEmpty() || matched(left, byEquality.values()) ? null : difference;
  }

  /** Returns whether there is another element for each, whatever their equals says. */
  private boolean matched(List<@Nullable Object> written, Collection<Object> read) {
    List<Object> left = new ArrayList<>(read);
    for (Object element : written) {
      if (element == null || !left.removeIf(new FirstLike(element))) {
        return false;
      }
    }
    return true;
  }

  /** Accepts the first object that does not differ from another. */
  private final class FirstLike implements java.util.function.Predicate<Object> {
    private final Object written;
    private boolean found;

    FirstLike(Object written) {
      this.written = written;
    }

    @Override
    public boolean test(Object read) {
      if (!found && find(written, read) == null) {
        found = true;
        return true;
      }
      return false;
    }
  }

  private @Nullable Found maps(Map<?, ?> written, Map<?, ?> read) {
    if (read instanceof SortedMap<?, ?>
        && written instanceof SortedMap<?, ?> sorted
        && isReordering(sorted.comparator())) {
      return new Found("", LOST_ORDER);
    }
    if (written.size() != read.size()) {
      return new Found("", "%d entries would become %d".formatted(written.size(), read.size()));
    }
    boolean inOrder = read instanceof LinkedHashMap<?, ?> && !Unordered.is(written);
    Iterator<? extends Map.Entry<?, ?>> others = read.entrySet().iterator();
    Map<Object, Map.Entry<?, ?>> byKey = inOrder ? Map.of() : byKey(read);
    for (Map.Entry<?, ?> entry : written.entrySet()) {
      Map.Entry<?, ?> other = inOrder ? others.next() : byKey.get(entry.getKey());
      Found key =
          other == null ? differ(entry.getKey(), null) : find(entry.getKey(), other.getKey());
      if (key != null) {
        return key.in("{key}");
      }
      Found value = find(entry.getValue(), Objects.requireNonNull(other).getValue());
      if (value != null) {
        return value.in("{" + entry.getKey() + "}");
      }
    }
    return null;
  }

  private static Map<Object, Map.Entry<?, ?>> byKey(Map<?, ?> map) {
    Map<Object, Map.Entry<?, ?>> byKey = new HashMap<>();
    map.entrySet().forEach(entry -> byKey.put(entry.getKey(), entry));
    return byKey;
  }

  /** Compares what a subclass of a collection of the JDK has beside its elements. */
  private @Nullable Found ownFields(Object written, Object read) {
    Class<?> type = written.getClass();
    if (StateFields.isOfJdk(type) || !extendsConcrete(type)) {
      return null;
    }
    StateFields.State state = states.of(type);
    if (state.fields().isEmpty()) {
      return null;
    }
    return type == read.getClass() ? fields(written, read, state) : differ(written, read);
  }

  private static boolean extendsConcrete(Class<?> type) {
    Class<?> parent = type;
    while (!StateFields.isOfJdk(parent)) {
      parent = parent.getSuperclass();
    }
    return parent != Object.class && !Modifier.isAbstract(parent.getModifiers());
  }

  private @Nullable Found arrays(Object written, Object read) {
    boolean sameKind =
        written.getClass() == read.getClass()
            || (written instanceof Object[] && read instanceof Object[]);
    int length = Array.getLength(written);
    if (!sameKind || Array.getLength(read) != length) {
      return differ(written, read);
    }
    if (!(written instanceof Object[])) {
      return Objects.deepEquals(written, read) ? null : differ(written, read);
    }
    for (int i = 0; i < length; i++) {
      Found found = find(Array.get(written, i), Array.get(read, i));
      if (found != null) {
        return found.in("[" + i + "]");
      }
    }
    return null;
  }

  private @Nullable Found values(Object written, Object read) {
    if (written instanceof AtomicReference<?> reference) {
      return find(reference.get(), ((AtomicReference<?>) read).get());
    }
    return Objects.equals(meaning(written), meaning(read)) ? null : differ(written, read);
  }

  /** Returns what stands for an object whose class has no equals, or one that asks the network. */
  private static Object meaning(Object value) {
    if (value instanceof Pattern pattern) {
      return List.of(pattern.pattern(), pattern.flags());
    }
    if (value instanceof URL url) {
      return url.toExternalForm();
    }
    if (value instanceof AtomicBoolean flag) {
      return flag.get();
    }
    boolean text =
        value instanceof java.util.concurrent.atomic.AtomicInteger
            || value instanceof java.util.concurrent.atomic.AtomicLong
            || value instanceof StringBuilder
            || value instanceof StringBuffer;
    return text ? value.toString() : value;
  }

  private @Nullable Found objects(Object written, Object read) {
    if (compared.get(written) == read) {
      return null;
    }
    compared.put(written, read);
    StateFields.State state = states.of(written.getClass());
    Found found = state.whole() ? fields(written, read, state) : null;
    boolean byEquals = !state.whole() || (found != null && state.ownForm());
    if (!byEquals) {
      return found;
    }
    boolean equal = hasEquals(written.getClass()) && written.equals(read);
    return equal ? null : found == null ? differ(written, read) : found;
  }

  private static boolean hasEquals(Class<?> type) {
    try {
      return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Found fields(Object written, Object read, StateFields.State state) {
    for (Field field : state.fields()) {
      try {
        Found found = find(field.get(written), field.get(read));
        if (found != null) {
          return found.in("." + field.getName());
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return null;
  }
}
