package io.popoto.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.popoto.spi.ValueCodec;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JsonCodecTest {

  record Point(int y, int x) {}

  static final class Address {
    private String street = "";
    private Optional<String> city = Optional.empty();
    private Set<Point> doors = Set.of();

    @Override
    public boolean equals(Object other) {
      return other instanceof Address that
          && street.equals(that.street)
          && city.equals(that.city)
          && doors.equals(that.doors);
    }

    @Override
    public int hashCode() {
      return street.hashCode();
    }
  }

  record Boxed(
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
          @JsonSubTypes(@JsonSubTypes.Type(value = HashSet.class, name = "hash"))
          Object content) {}

  /** One field for each declared type that is tried. */
  static final class Fields {
    List<String> strings;
    Set<String> stringSet;
    Set<Integer> numbers;
    Set<Point> points;
    TreeSet<String> sorted;
    Set<TimeUnit> units;
    EnumSet<TimeUnit> unitSet;
    Set<Object> objects;
    Map<String, List<Point>> map;
    Map<String, Set<Point>> sets;
    List<ZonedDateTime> times;
    List<Duration> durations;
    List<Optional<Instant>> instants;
    List<Double> fractions;
    List<? extends Point>[] arrays;
  }

  @Test
  void keysAreSorted() {
    Map<String, List<Point>> map = new HashMap<>();
    map.put("b", List.of(new Point(2, 1)));
    map.put("a", List.of());
    assertThat(json("map", map)).isEqualTo("{\"a\":[],\"b\":[{\"x\":1,\"y\":2}]}");
    assertThat(reload("map", map)).isEqualTo(map);
  }

  @Test
  void fieldsNeedNoAccessors() {
    Address address = new Address();
    address.street = "Main";
    address.city = Optional.of("日本");
    address.doors = Set.of(new Point(2, 1), new Point(1, 2));
    ValueCodec<Object> codec = Codecs.standard().forType(Address.class);
    assertThat(Text.string(codec.encode(address)))
        .isEqualTo(
            "{\"city\":\"日本\",\"doors\":[{\"x\":1,\"y\":2},{\"x\":2,\"y\":1}],\"street\":\"Main\"}");
    assertThat(codec.decode(codec.encode(address))).isEqualTo(address);
  }

  @Test
  void equalSetsHaveEqualText() {
    assertThat(json("numbers", set(10, 9, 2))).isEqualTo("[2,9,10]");
    assertThat(json("stringSet", set("b", "a"))).isEqualTo("[\"a\",\"b\"]");
    assertThat(json("points", set(new Point(2, 2), new Point(1, 10), new Point(1, 9))))
        .isEqualTo(json("points", set(new Point(1, 9), new Point(2, 2), new Point(1, 10))));
    assertThat(json("objects", set("a", 1, null))).isEqualTo(json("objects", set(null, 1, "a")));
    assertThat(json("units", set(TimeUnit.SECONDS, TimeUnit.DAYS)))
        .isEqualTo(json("units", EnumSet.of(TimeUnit.DAYS, TimeUnit.SECONDS)))
        .isEqualTo(json("unitSet", EnumSet.of(TimeUnit.DAYS, TimeUnit.SECONDS)));
    assertThat(json("sets", Map.of("k", set(new Point(2, 2), new Point(1, 1)))))
        .isEqualTo("{\"k\":[{\"x\":1,\"y\":1},{\"x\":2,\"y\":2}]}");
  }

  @Test
  void orderedCollectionsKeepTheirOrder() {
    Map<String, List<Point>> map = new LinkedHashMap<>();
    map.put("b", List.of());
    map.put("a", List.of());
    assertThat(json("map", map)).isEqualTo("{\"b\":[],\"a\":[]}");
    Set<String> strings = new LinkedHashSet<>(List.of("b", "a"));
    assertThat(json("stringSet", strings)).isEqualTo("[\"b\",\"a\"]");
    assertThat((Set<?>) reload("stringSet", strings))
        .map(String::valueOf)
        .containsExactly("b", "a");
    assertThat(json("numbers", new TreeSet<>(Set.of(2, 9, 10)).descendingSet()))
        .isEqualTo("[10,9,2]");
  }

  @Test
  void setsReloadInTheOrderStored() {
    Set<String> many = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      many.add("element " + i);
    }
    assertThat(reload("stringSet", many)).isInstanceOf(LinkedHashSet.class).isEqualTo(many);
    assertThat(reload("sorted", new TreeSet<>(many))).isEqualTo(many);
    assertThat(reload("unitSet", EnumSet.of(TimeUnit.DAYS))).isEqualTo(EnumSet.of(TimeUnit.DAYS));
    assertThat(reload("points", Set.of(new Point(1, 2)))).isEqualTo(Set.of(new Point(1, 2)));
  }

  @Test
  void setsWhoseClassIsStoredTooKeepIt() {
    Boxed boxed = new Boxed(new HashSet<>(List.of("b", "a")));
    ValueCodec<Object> codec = Codecs.standard().forType(Boxed.class);
    assertThat(Text.string(codec.encode(boxed))).startsWith("{\"content\":[\"hash\",[");
    assertThat(codec.decode(codec.encode(boxed))).isEqualTo(boxed);
  }

  @Test
  void nullsAndEmptyCollectionsStayDistinct() {
    assertThat(json("strings", Arrays.asList("", null))).isEqualTo("[\"\",null]");
    assertThat(reload("strings", Arrays.asList("", null))).isEqualTo(Arrays.asList("", null));
    assertThat(reload("strings", new ArrayList<>())).isEqualTo(List.of());
    assertThat(reload("numbers", Collections.singleton(null))).isEqualTo(set((Object) null));
  }

  @Test
  void timesAreIsoAndExact() {
    ZonedDateTime overlap =
        ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 1, ZoneId.of("Europe/Berlin"))
            .withLaterOffsetAtOverlap();
    ZonedDateTime region = ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC"));
    assertThat(json("times", List.of(overlap)))
        .isEqualTo("[\"2024-10-27T02:30:00.000000001+01:00[Europe/Berlin]\"]");
    assertThat(reload("times", List.of(overlap, region))).isEqualTo(List.of(overlap, region));
    assertThat(json("durations", List.of(Duration.ofSeconds(90)))).isEqualTo("[\"PT1M30S\"]");
    List<Optional<Instant>> instants = List.of(Optional.of(Instant.MAX), Optional.empty());
    assertThat(reload("instants", instants)).isEqualTo(instants);
  }

  @Test
  void anyStringAndNumberReloadsEqual() {
    List<String> strings = List.of("\uD83D", "\uDE00", "😀", "\0", "\"", "\u2028");
    assertThat(reload("strings", strings)).isEqualTo(strings);
    List<Double> fractions = List.of(Double.NaN, -0.0, Double.MAX_VALUE, Double.MIN_VALUE);
    assertThat(reload("fractions", fractions)).isEqualTo(fractions);
    assertThat(json("fractions", List.of(Double.parseDouble("3.83259E20"))))
        .isEqualTo("[3.83259E20]");
  }

  @Test
  void lengthIsNotLimited() {
    List<String> strings = List.of("x".repeat(30_000_000));
    assertThat(reload("strings", strings)).isEqualTo(strings);
    Map<String, List<Point>> map = new HashMap<>(Map.of("k".repeat(100_000), List.of()));
    assertThat(reload("map", map)).isEqualTo(map);
  }

  @Test
  void genericArraysReloadEqual() {
    Object reloaded = reload("arrays", new List<?>[] {List.of(new Point(1, 2))});
    assertThat((Object[]) reloaded).containsExactly(List.of(new Point(1, 2)));
  }

  private static Set<Object> set(Object... elements) {
    return new HashSet<>(Arrays.asList(elements));
  }

  private static String json(String field, Object value) {
    return Text.string(codec(field).encode(value));
  }

  private static Object reload(String field, Object value) {
    return codec(field).decode(codec(field).encode(value));
  }

  private static ValueCodec<Object> codec(String field) {
    try {
      Type type = Fields.class.getDeclaredField(field).getGenericType();
      return Codecs.standard().forType(type);
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }
}
