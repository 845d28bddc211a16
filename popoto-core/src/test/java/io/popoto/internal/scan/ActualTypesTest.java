package io.popoto.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Ref;
import io.popoto.annotation.Ignore;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.internal.codec.Codecs;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"UnusedVariable", "rawtypes"})
class ActualTypesTest {
  abstract static class Base<P, Q extends Number> {
    @KeyField String name;
    P payload;
    P[] array;
    List<P>[] lists;
    Map<String, List<P>> map;
    Map.Entry<P, Q> entry;
    @Ignore Comparator<? super P> order;
    List<? extends P> some;
    List<Q> numbers;
    Optional<P> optional;
  }

  abstract static class Middle<T> extends Base<T, Integer> {}

  @Model
  static class Longs extends Middle<Long> {}

  @Model
  static class Lists extends Middle<List<Long>> {}

  static class Own<T> extends Middle<T> {}

  @Model
  static class Raw extends Base {}

  /** The same types without variables. */
  static class Expected {
    Long payload;
    Long[] array;
    List<Long>[] lists;
    Map<String, List<Long>> map;
    Map.Entry<Long, Integer> entry;
    Comparator<? super Long> order;
    List<? extends Long> some;
    List<Integer> numbers;
    Optional<Long> optional;
  }

  abstract static class Node<N> {
    @KeyField String name;

    @Relationship(nullable = true)
    Ref<N> next;
  }

  @Model
  static class Chain extends Node<Chain> {}

  abstract static class Holder<H> {
    @KeyField String name;
    H held;
    @Ignore H ignored;
  }

  @Model
  static class Maybe extends Holder<Optional<Long>> {}

  private static Type of(Class<?> model, String field) {
    try {
      return new ActualTypes(model).of(Base.class.getDeclaredField(field));
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  private static BoundField scan(Class<?> model, String field) {
    return new ModelScanner(Codecs.standard(), Plugins.load())
        .scan(model)
        .field(field)
        .orElseThrow();
  }

  @Test
  void variablesAreReplacedInAllKindsOfTypes() {
    for (java.lang.reflect.Field expected : Expected.class.getDeclaredFields()) {
      if (expected.isSynthetic()) {
        continue; // of a coverage agent
      }
      Type type = of(Longs.class, expected.getName());
      assertThat(type).isEqualTo(expected.getGenericType()).hasToString(text(expected));
      assertThat(expected.getGenericType()).isEqualTo(type).hasSameHashCodeAs(type);
    }
  }

  private static String text(java.lang.reflect.Field field) {
    return field.getGenericType().toString();
  }

  @Test
  void arraysAndListsTakeThePlaceOfVariables() {
    assertThat(of(Lists.class, "payload").getTypeName())
        .isEqualTo("java.util.List<java.lang.Long>");
    assertThat(of(Lists.class, "array").getTypeName())
        .isEqualTo("java.util.List<java.lang.Long>[]");
  }

  @Test
  void whatTheClassLeavesOpenStays() {
    assertThat(of(Own.class, "payload")).isEqualTo(Own.class.getTypeParameters()[0]);
    assertThat(of(Own.class, "entry")).hasToString("java.util.Map$Entry<T, java.lang.Integer>");
  }

  @Test
  void rawSuperclassesGiveTheBounds() {
    assertThat(of(Raw.class, "payload")).isEqualTo(Object.class);
    assertThat(of(Raw.class, "entry"))
        .hasToString("java.util.Map$Entry<java.lang.Object, java.lang.Number>");
  }

  @Test
  void inheritedValuesAreReadAsWhatTheyWere() {
    BoundField payload = scan(Longs.class, "payload");
    assertThat(payload.info().type()).isSameAs(Long.class);
    assertThat(payload.codec().decode(payload.codec().encode(5L))).isEqualTo(5L);

    BoundField map = scan(Longs.class, "map");
    Object value = Map.of("a", List.of(5L));
    assertThat(map.codec().decode(map.codec().encode(value))).isEqualTo(value);
  }

  @Test
  void aVariableMayBeAModelOrAnOptional() {
    assertThat(scan(Chain.class, "next").info().target()).contains(Chain.class);

    assertThat(scan(Maybe.class, "held").info().optional()).isTrue();
    assertThat(scan(Maybe.class, "held").info().type()).isSameAs(Long.class);
  }
}
