package io.popoto.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What cards hold, as maps from field to value. */
final class Values {
  static final List<String> NAMES = List.of("n1", "n2", "n:3", "n%4", "");
  static final List<String> FIELDS =
      List.of("code", "pin", "state", "note", "area", "seat", "points", "rank", "balance");

  private Values() {}

  static @Nullable Object draw(String field, Random random) {
    return switch (field) {
      case "code" -> some(random, "c" + random.nextInt(4));
      case "pin" -> some(random, random.nextInt(4));
      case "state" -> some(random, List.of("open", "shut", "").get(random.nextInt(3)));
      case "note" -> some(random, List.of("none", "a", "\0").get(random.nextInt(3)));
      case "area" -> List.of("a", "b", "a:b").get(random.nextInt(3));
      case "seat" -> some(random, random.nextInt(3));
      case "points" -> (random.nextBoolean() ? 0 : 1L << 53) + random.nextInt(5);
      case "rank" -> random.nextInt(4);
      default ->
          some(random, new BigDecimal(List.of("1.0", "1.00", "-7.25").get(random.nextInt(3))));
    };
  }

  private static @Nullable Object some(Random random, Object value) {
    return random.nextInt(3) == 0 ? null : value;
  }

  static Map<String, @Nullable Object> of(Card card) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Class<?> type : Arrays.asList(Card.class, card.getClass())) {
      for (Field field : type.getDeclaredFields()) {
        field.setAccessible(true);
        try {
          values.put(field.getName(), field.get(card));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return values;
  }

  static <T extends Card> T card(Class<T> type, Map<String, @Nullable Object> values) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      T card = constructor.newInstance();
      values.forEach((field, value) -> set(card, field, value));
      return card;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  static void set(Card card, String name, @Nullable Object value) {
    try {
      Field field = (name.equals("version") ? card.getClass() : Card.class).getDeclaredField(name);
      field.setAccessible(true);
      field.set(card, value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
