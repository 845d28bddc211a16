package io.popoto.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.popoto.exception.MappingException;
import io.popoto.internal.codec.Codecs;
import io.popoto.processor.Compilation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Nested classes of random shapes with random values: the model is refused, or the value is, or it
 * is reloaded as it was.
 */
class ReloadShapesTest {
  private static final int SHAPES = Integer.getInteger("popoto.shapes", 60);
  private static final int VALUES = 25;
  private static final long SEED = Long.getLong("popoto.seed", 20_260);

  private int models;
  private int refused;
  private int reloaded;

  @Test
  void everyShapeIsRefusedOrReloadedEqual() throws ReflectiveOperationException {
    for (int i = 0; i < SHAPES; i++) {
      String source = new Shapes(SEED + i).write();
      Compilation compiled =
          i % 2 == 0 ? Compilation.plain(source) : Compilation.withParameterNames(source);
      Class<?> type = compiled.load("shapes.Shop");
      BoundField field;
      try {
        field = new ModelScanner(Codecs.standard(), Plugins.load()).scan(type).fields().get(1);
      } catch (MappingException e) {
        assertThat(e).as(source).hasMessageContaining("shapes.Shop.field");
        continue;
      }
      models++;
      ShapeValues values = new ShapeValues(SEED + i);
      for (int j = 0; j < VALUES; j++) {
        Object value = values.value(field.info().type(), 0);
        check(field, value, "seed " + (SEED + i) + ", value " + j + "\n" + source);
      }
    }
    assertThat(models).isGreaterThan(SHAPES / 3);
    assertThat(refused).isGreaterThan(SHAPES);
    assertThat(reloaded).isGreaterThan(3 * SHAPES);
  }

  private void check(BoundField field, Object value, String context) {
    byte[] stored;
    try {
      stored = field.store(value);
    } catch (IllegalArgumentException | ClassCastException e) {
      refused++;
      return;
    } catch (RuntimeException e) {
      if (!e.getClass().getName().startsWith("tools.jackson.")) {
        throw new AssertionError(context, e);
      }
      refused++;
      return;
    }
    reloaded++;
    Object read = field.read("Shop:a", stored);
    if (!same(value, read)) {
      fail(context + new String(stored, java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /** Compares everything there is, in the simplest way. */
  private static boolean same(Object a, Object b) {
    if (a == null || b == null) {
      return a == b || (b instanceof Optional<?> optional && optional.isEmpty());
    }
    if (a instanceof Map<?, ?> map) {
      return b instanceof Map<?, ?> other && sameMaps(map, other);
    }
    if (a instanceof Collection<?> collection) {
      return b instanceof Collection<?> other && sameCollections(collection, other);
    }
    if (a.getClass() != b.getClass()) {
      return false;
    }
    if (a.getClass().isArray()) {
      int length = Array.getLength(a);
      boolean same = Array.getLength(b) == length;
      for (int i = 0; same && i < length; i++) {
        same = same(Array.get(a, i), Array.get(b, i));
      }
      return same;
    }
    if (a instanceof Optional<?> optional) {
      return same(optional.orElse(null), ((Optional<?>) b).orElse(null));
    }
    if (a instanceof Pattern pattern) {
      return pattern.toString().equals(b.toString()) && pattern.flags() == ((Pattern) b).flags();
    }
    if (a instanceof AtomicLong || a instanceof StringBuilder) {
      return a.toString().equals(b.toString());
    }
    if (a instanceof Enum<?> || a.getClass().getName().startsWith("java.")) {
      return a.equals(b);
    }
    return sameFields(a, b);
  }

  private static boolean sameFields(Object a, Object b) {
    for (Class<?> c = a.getClass(); c != Object.class && c != Record.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        try {
          field.setAccessible(true);
          int modifiers = field.getModifiers();
          boolean state = !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers);
          if (state && !same(field.get(a), field.get(b))) {
            return false;
          }
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return true;
  }

  private static boolean sameCollections(Collection<?> a, Collection<?> b) {
    if ((a instanceof List)
        != (b instanceof List && !(a instanceof Deque && !(a instanceof List)))) {
      return false;
    }
    if (a instanceof Set != b instanceof Set || a.size() != b.size()) {
      return false;
    }
    if (a instanceof PriorityQueue != b instanceof PriorityQueue) {
      return false;
    }
    if (a instanceof Set && !(a instanceof LinkedHashSet && b instanceof LinkedHashSet)) {
      List<Object> left = new ArrayList<>(b);
      for (Object element : a) {
        int match = 0;
        while (match < left.size() && !same(element, left.get(match))) {
          match++;
        }
        if (match == left.size()) {
          return false;
        }
        left.remove(match);
      }
      return true;
    }
    var others = b.iterator();
    return a.stream().allMatch(element -> same(element, others.next()));
  }

  private static boolean sameMaps(Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    if (a instanceof SortedMap<?, ?> sorted
        && b instanceof SortedMap<?, ?>
        && sorted.comparator() != null) {
      return false;
    }
    if (a instanceof LinkedHashMap
        && b instanceof LinkedHashMap
        && !new ArrayList<>(a.keySet()).equals(new ArrayList<>(b.keySet()))) {
      return false;
    }
    return a.entrySet().stream()
        .allMatch(e -> b.containsKey(e.getKey()) && same(e.getValue(), b.get(e.getKey())));
  }
}
