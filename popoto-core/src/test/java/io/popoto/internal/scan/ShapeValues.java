package io.popoto.internal.scan;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Random values of any type that {@link Shapes} writes. */
@SuppressWarnings({"JdkObsolete", "UnnecessaryStringBuilder"})
final class ShapeValues {
  private final Random random;

  ShapeValues(long seed) {
    random = new Random(seed);
  }

  Object value(Type type, int depth) throws ReflectiveOperationException {
    boolean primitive = type instanceof Class<?> c && c.isPrimitive();
    if (!primitive && (depth > 4 || random.nextInt(8) == 0)) {
      return null;
    }
    if (type instanceof ParameterizedType parameterized) {
      return generic(
          (Class<?>) parameterized.getRawType(), parameterized.getActualTypeArguments(), depth);
    }
    if (type instanceof WildcardType wildcard) {
      return value(wildcard.getUpperBounds()[0], depth);
    }
    if (type instanceof GenericArrayType array) {
      return array(
          (Class<?>) ((ParameterizedType) array.getGenericComponentType()).getRawType(),
          array.getGenericComponentType(),
          depth);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isArray()) {
      return array(raw.getComponentType(), raw.getComponentType(), depth);
    }
    if (raw.isEnum()) {
      return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
    }
    return raw.isPrimitive() || raw.getName().startsWith("java.")
        ? scalar(raw)
        : object(raw, new Type[0], depth);
  }

  private Object array(Class<?> raw, Type component, int depth)
      throws ReflectiveOperationException {
    Object array = Array.newInstance(raw, random.nextInt(3));
    for (int i = 0; i < Array.getLength(array); i++) {
      Array.set(array, i, value(component, depth + 1));
    }
    return array;
  }

  private Object generic(Class<?> raw, Type[] arguments, int depth)
      throws ReflectiveOperationException {
    if (raw == Optional.class) {
      return Optional.ofNullable(value(arguments[0], depth + 1));
    }
    if (Map.class.isAssignableFrom(raw)) {
      Map<Object, Object> map = map(raw);
      for (int i = random.nextInt(4); i > 0; i--) {
        Object key = value(arguments[0], depth + 1);
        if (key != null || !(map instanceof TreeMap)) {
          try {
            map.put(key, value(arguments[1], depth + 1));
          } catch (ClassCastException e) {
            return null; // Keys that have no order.
          }
        }
      }
      return map;
    }
    if (Iterable.class.isAssignableFrom(raw)) {
      Collection<Object> collection = collection(raw);
      for (int i = random.nextInt(4); i > 0; i--) {
        Object element = value(arguments[0], depth + 1);
        if (element != null
            || !(collection instanceof ArrayDeque || collection instanceof PriorityQueue)) {
          try {
            collection.add(element);
          } catch (ClassCastException e) {
            return null; // Elements that have no order.
          }
        }
      }
      return collection;
    }
    return object(raw, arguments, depth);
  }

  private Map<Object, Object> map(Class<?> raw) {
    if (raw == TreeMap.class) {
      return random.nextBoolean()
          ? new TreeMap<>()
          : new TreeMap<>(Comparator.comparing(String::valueOf));
    }
    boolean unordered = raw == HashMap.class || (raw == Map.class && random.nextBoolean());
    return unordered ? new HashMap<>() : new LinkedHashMap<>();
  }

  private Collection<Object> collection(Class<?> raw) {
    List<Collection<Object>> all =
        List.of(
            new ArrayList<>(),
            new LinkedList<>(),
            new HashSet<>(),
            new LinkedHashSet<>(),
            new ArrayDeque<>(),
            new PriorityQueue<>(),
            new CopyOnWriteArrayList<>());
    List<Collection<Object>> fit = all.stream().filter(raw::isInstance).toList();
    return fit.get(random.nextInt(fit.size()));
  }

  private Object object(Class<?> raw, Type[] arguments, int depth)
      throws ReflectiveOperationException {
    Class<?> type = raw;
    if (Modifier.isAbstract(raw.getModifiers()) || random.nextInt(4) == 0) {
      try {
        type = Class.forName(raw.getName() + "Sub", true, raw.getClassLoader());
      } catch (ClassNotFoundException e) {
        type = raw;
      }
    }
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Type[] parameters = constructor.getGenericParameterTypes();
    Object[] values = new Object[parameters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(parameters[i], depth + 1);
    }
    Object made = constructor.newInstance(values);
    for (Class<?> c = type; c != Object.class && c != Record.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (!Modifier.isFinal(modifiers) && !Modifier.isStatic(modifiers)) {
          field.setAccessible(true);
          Type declared = field.getGenericType();
          boolean variable = declared instanceof TypeVariable && arguments.length > 0;
          Object value = value(variable ? arguments[0] : declared, depth + 1);
          field.set(made, value);
        }
      }
    }
    return made;
  }

  private Object scalar(Class<?> raw) {
    Map<Class<?>, Object> values = new HashMap<>();
    long bits = random.nextLong() >> random.nextInt(64);
    double number =
        random.nextInt(9) == 0 ? Double.NaN : Double.longBitsToDouble(random.nextLong());
    values.put(Float.class, Float.intBitsToFloat(random.nextInt()));
    values.put(Boolean.class, random.nextBoolean());
    values.put(Byte.class, (byte) bits);
    values.put(Short.class, (short) bits);
    values.put(Integer.class, (int) bits);
    values.put(Long.class, bits);
    values.put(Double.class, number);
    values.put(Character.class, (char) random.nextInt(65536));
    values.put(String.class, text());
    values.put(BigInteger.class, BigInteger.valueOf(bits).pow(3));
    values.put(BigDecimal.class, BigDecimal.valueOf(bits, random.nextInt(40) - 20));
    Instant instant = Instant.ofEpochSecond(bits % 100_000_000_000L, random.nextInt(1_000_000_000));
    values.put(Instant.class, instant);
    values.put(LocalDate.class, LocalDate.ofEpochDay(bits % 1_000_000));
    values.put(
        OffsetDateTime.class, instant.atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(60_000))));
    values.put(
        ZonedDateTime.class,
        instant.atZone(ZoneId.of(random.nextBoolean() ? "UTC" : "Europe/Berlin")));
    values.put(Duration.class, Duration.ofSeconds(bits >> 2, random.nextInt(1_000_000_000)));
    values.put(UUID.class, new UUID(bits, random.nextLong()));
    values.put(Pattern.class, Pattern.compile("a", random.nextBoolean() ? 0 : Pattern.DOTALL));
    values.put(Locale.class, random.nextBoolean() ? Locale.GERMANY : Locale.ROOT);
    values.put(BitSet.class, BitSet.valueOf(new long[] {bits}));
    values.put(OptionalInt.class, random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1));
    values.put(AtomicLong.class, new AtomicLong(bits));
    values.put(StringBuilder.class, new StringBuilder(text()));
    List<Object> any = new ArrayList<>(values.values());
    if (raw == Object.class) {
      return any.get(random.nextInt(any.size()));
    }
    if (raw == Number.class) {
      return any.stream()
          .filter(Number.class::isInstance)
          .skip(random.nextInt(5))
          .findFirst()
          .get();
    }
    Object value = values.get(MethodType.methodType(raw).wrap().returnType());
    if (value == null) {
      throw new AssertionError("no value of " + raw);
    }
    return value;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? 'a' + random.nextInt(5) : random.nextInt(65536)));
    }
    return text.toString();
  }
}
