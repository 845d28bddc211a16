package io.popoto.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Currency;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

@SuppressWarnings("UnusedVariable") // Fields are read by reflection.
class ReadabilityTest {
  interface Shape {}

  abstract static class Plan {
    int size;
  }

  static final class Closed {
    Closed(int width, int height) {}
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  sealed interface Tagged permits Tag {}

  record Tag(int size) implements Tagged {}

  @JsonDeserialize(as = Made.class)
  interface Known {}

  record Made(int size) implements Known {}

  abstract static class Factory {
    @JsonCreator
    static Factory of(int size) {
      return new Factory() {};
    }
  }

  static final class Price {
    private final BigDecimal amount;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Price(BigDecimal amount) {
      this.amount = amount;
    }
  }

  @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
  interface Numbered {}

  static final class Holder {
    Shape shape;
  }

  static final class Faulty {
    Shape shape;
    Plan plan;
    Closed closed;
    List<Shape> shapes;
    Map<String, Closed[]> map;
    Iterable<Plan> plans;
    Map.Entry<String, Shape> entry;
    Map<Closed, String> byKey;
    Iterator<String> iterator;
    BlockingQueue<String> queue;
    Runnable task;
    Enum<?> constant;
    Holder holder;
    Price price;
  }

  static final class Fine {
    Object any;
    Map<String, Object> map;
    List<Object> list;
    List<?> unknown;
    Object[] array;
    List<? extends Tagged> tagged;
    Tagged[] tags;
    Made made;
    Known known;
    Factory factory;
    Numbered numbered;
    JsonNode node;
    Number number;
    CharSequence text;
    Comparable<?> comparable;
    Serializable serializable;
    Iterable<String> iterable;
    Map.Entry<String, Integer> entry;
    List<Optional<Integer>> optionals;
    Deque<String> deque;
    NavigableSet<Long> set;
    ConcurrentMap<String, long[]> concurrent;
    EnumMap<DayOfWeek, String> byDay;
    EnumSet<DayOfWeek> days;
    ZoneId zone;
    Path path;
    Calendar calendar;
    Currency currency;
    Class<?> type;
    int[][] grid;
    Exception exception;
  }

  private static Optional<JsonCodec.Fault> unreadable(Field field) {
    return Codecs.standard().forType(field.getGenericType()) instanceof JsonCodec json
        ? json.unreadable()
        : Optional.empty();
  }

  @Test
  void typesThatCanNeverBeMadeAreFound() {
    for (Field field : Faulty.class.getDeclaredFields()) {
      if (!field.isSynthetic()) {
        assertThat(unreadable(field)).as(field.getName()).isPresent();
      }
    }
  }

  @Test
  void otherTypesAreNot() {
    for (Field field : Fine.class.getDeclaredFields()) {
      assertThat(unreadable(field)).as(field.getName()).isEmpty();
    }
  }

  @Test
  void theTypeOfTheElementsIsNamed() throws NoSuchFieldException {
    assertThat(unreadable(Faulty.class.getDeclaredField("map")))
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.text()).contains(Closed.class.getName());
              assertThat(fault.path()).isEmpty();
            });
    assertThat(unreadable(Faulty.class.getDeclaredField("holder")))
        .hasValueSatisfying(fault -> assertThat(fault.path()).isEqualTo(".shape"));
  }
}
