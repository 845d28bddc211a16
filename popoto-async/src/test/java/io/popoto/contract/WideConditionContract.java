package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.exception.QueryException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.RedisServers;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conditions of very many values or parts: they are right, and no call does much at once. */
abstract class WideConditionContract extends Contract {
  private static final int RECORDS = 600;
  private static final int SHOPS = 60;
  private static final int BUDGET = 3_000;

  /**
   * What a call may do at most: the budget and a batch, and a command for each value of a slice.
   */
  private static final int MOST_OF_CALL = 12_000;

  private Popoto popoto;
  private Repository<Ware> wares;
  private List<Ware> all;

  WideConditionContract(Api api) {
    super(api);
  }

  /** Where wares are sold. */
  @Model(name = "WideShop")
  static class Shop {
    @KeyField String name;
    @IndexedField String city;

    Shop() {}

    Shop(String name, String city) {
      this.name = name;
      this.city = city;
    }
  }

  /** Something with an index of each kind. */
  @Model(name = "WideWare")
  static class Ware {
    @KeyField String name;
    @SortedField int size;
    @SortedField long number;
    @IndexedField String state;
    @UniqueField String code;
    @IndexedField Set<String> tags = new LinkedHashSet<>();
    String note;

    @Relationship(nullable = true)
    Ref<Shop> shop = Ref.empty();

    Ware() {}

    Ware(int i, Shop shop) {
      name = "w%04d".formatted(i);
      size = i * 7 % RECORDS;
      number = i % 100 * 1_000_000_007L;
      state = "s" + i % 40;
      code = "c" + i;
      tags.add("t" + i % 300);
      tags.add("u" + i % 7);
      note = "n" + i % 50;
      this.shop = Ref.of(shop);
    }
  }

  @BeforeEach
  void create() {
    popoto = redis.builder().queryBudget(BUDGET).build();
    wares = repository(popoto, Ware.class);
    redis.use(Ware.class);
    redis.use(Shop.class);
    List<Shop> shops =
        IntStream.range(0, SHOPS)
            .mapToObj(i -> new Shop("shop " + i, i % 10 == 0 ? "Oslo" : "Rome"))
            .toList();
    repository(popoto, Shop.class).bulkCreate(shops);
    all = IntStream.range(0, RECORDS).mapToObj(i -> new Ware(i, shops.get(i % SHOPS))).toList();
    wares.bulkCreate(all);
  }

  @AfterEach
  void close() {
    popoto.close();
  }

  private static <V> List<V> list(int size, IntFunction<V> values) {
    return IntStream.range(0, size).mapToObj(values).toList();
  }

  private static Condition any(int parts, IntFunction<Condition> part) {
    return IntStream.range(0, parts).mapToObj(part).reduce(Condition::or).orElseThrow();
  }

  private static Condition every(int parts, IntFunction<Condition> part) {
    return IntStream.range(0, parts).mapToObj(part).reduce(Condition::and).orElseThrow();
  }

  /** Asserts that a condition and its complement find what they have to, whatever is asked. */
  private void finds(Condition condition, Predicate<Ware> test) {
    findsOnly(condition, test);
    findsOnly(condition.not(), test.negate());
    findsOnly(
        condition.not().and(Condition.of("state__in", list(30, i -> "s" + i))),
        test.negate().and(ware -> Integer.parseInt(ware.state.substring(1)) < 30));
  }

  private void findsOnly(Condition condition, Predicate<Ware> test) {
    Query<Ware> query = wares.query().filter(condition);
    List<Ware> found = all.stream().filter(test).toList();
    List<String> names = found.stream().map(ware -> ware.name).toList();
    List<String> last =
        found.stream()
            .sorted(Comparator.comparing((Ware ware) -> -ware.size))
            .skip(2)
            .limit(5)
            .map(ware -> ware.name)
            .toList();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      assertThat(query.orderBy("name").all())
          .extracting(ware -> ware.name)
          .containsExactlyElementsOf(names);
      assertThat(query.orderBy("-size").offset(2).limit(5).all())
          .extracting(ware -> ware.name)
          .containsExactlyElementsOf(last);
      assertThat(query.count()).isEqualTo(names.size());
      assertThat(query.orderBy("name").keys()).extracting(Key::id).containsExactlyElementsOf(names);
      assertThat(query.countBy("state"))
          .isEqualTo(found.stream().collect(Collectors.groupingBy(ware -> ware.state, counting())));
      assertThat(query.exists()).isEqualTo(!names.isEmpty());
      assertThat(monitor.busiestScript()).as("%s", condition).isLessThan(MOST_OF_CALL);
    }
  }

  private static java.util.stream.Collector<Object, ?, Long> counting() {
    return Collectors.counting();
  }

  private void findsAnyOf(String field, Collection<?> values, Predicate<Ware> test) {
    finds(Condition.of(field + "__in", values), test);
  }

  @Test
  void valuesOfSortedFields() {
    List<Integer> sizes = list(300, i -> i * 2);
    findsAnyOf("size", sizes, ware -> ware.size % 2 == 0);
    findsAnyOf(
        "number",
        list(2_000, i -> i * 2_000_000_014L),
        ware -> ware.number / 1_000_000_007L % 2 == 0);
  }

  @Test
  void valuesOfOtherFields() {
    findsAnyOf(
        "state",
        list(300, i -> "s" + i * 3),
        ware -> Integer.parseInt(ware.state.substring(1)) % 3 == 0);
    findsAnyOf(
        "code", list(300, i -> "c" + i), ware -> Integer.parseInt(ware.code.substring(1)) < 300);
    findsAnyOf(
        "note",
        list(300, i -> "n" + i * 2),
        ware -> Integer.parseInt(ware.note.substring(1)) % 2 == 0);
    findsAnyOf("name", list(300, "w%04d"::formatted), ware -> ware.name.compareTo("w0300") < 0);
    finds(
        Condition.of("tags__any", list(200, i -> "t" + i)),
        ware ->
            ware.tags.stream()
                .anyMatch(t -> t.startsWith("t") && Integer.parseInt(t.substring(1)) < 200));
    finds(
        Condition.of("tags__all", List.of("t3", "u3")),
        ware -> ware.tags.containsAll(Set.of("t3", "u3")));
  }

  @Test
  void moreValuesThanOneCallCarries() {
    findsAnyOf(
        "name",
        list(6_000, i -> "w%04d".formatted(i * 2)),
        ware -> Integer.parseInt(ware.name.substring(1)) % 2 == 0);
    findsAnyOf(
        "state",
        list(6_000, i -> "s" + i * 3),
        ware -> Integer.parseInt(ware.state.substring(1)) % 3 == 0);
    findsAnyOf(
        "note",
        list(6_000, i -> "n" + i * 3),
        ware -> Integer.parseInt(ware.note.substring(1)) % 3 == 0);
    findsAnyOf("size", list(6_000, i -> i * 3), ware -> ware.size % 3 == 0);
    finds(
        Condition.of("code__in", list(6_000, i -> "c" + i * 4)).or(Condition.of("size__lt", 50)),
        ware -> Integer.parseInt(ware.code.substring(1)) % 4 == 0 || ware.size < 50);
    finds(
        Condition.of("tags__any", list(6_000, i -> "t" + i * 5)),
        ware ->
            ware.tags.stream()
                .anyMatch(t -> t.startsWith("t") && Integer.parseInt(t.substring(1)) % 5 == 0));
  }

  @Test
  void rangesOfOneField() {
    finds(
        any(200, i -> Condition.of("size__between", List.of(i * 3, i * 3 + 1))),
        ware -> ware.size % 3 < 2);
    finds(
        any(
            50,
            i ->
                Condition.of("number__gte", i * 2_000_000_014L)
                    .and(Condition.of("number__lt", i * 2_000_000_014L + 5))),
        ware -> ware.number / 1_000_000_007L % 2 == 0);
    finds(
        any(20, i -> Condition.of("size__lt", i))
            .or(Condition.of("size__gt", 550))
            .or(Condition.of("size", 550)),
        ware -> ware.size < 19 || ware.size >= 550);
  }

  @Test
  void manyConditionsOfSeveralFields() {
    finds(
        any(100, i -> Condition.of("state", "s" + i).and(Condition.of("size__gt", i * 6))),
        ware -> ware.size > 6 * Integer.parseInt(ware.state.substring(1)));
    finds(
        any(
            60,
            i -> Condition.of("note", "n" + i).and(Condition.of("number__gt", i * 1_000_000_007L))),
        ware -> ware.number / 1_000_000_007L > Integer.parseInt(ware.note.substring(1)));
    finds(every(60, i -> Condition.of("note__in", List.of("n" + i, "x")).not()), ware -> false);
    finds(
        any(3_000, i -> Condition.of("state", "s" + i * 2)),
        ware -> Integer.parseInt(ware.state.substring(1)) % 2 == 0);
  }

  @Test
  void conditionsOnManyRelatedRecords() {
    finds(Condition.of("shop__city", "Rome"), ware -> !isInOslo(ware));
    finds(
        Condition.of("shop__city", "Oslo").or(Condition.of("size__lt", 100)),
        ware -> isInOslo(ware) || ware.size < 100);
  }

  private static boolean isInOslo(Ware ware) {
    return Integer.parseInt(ware.name.substring(1)) % SHOPS % 10 == 0;
  }

  @Test
  void depthIsLimitedAndNothingOverflows() {
    Condition leaf = Condition.of("size__gte", 0);
    Condition deep = leaf;
    for (int i = 0; i < 24; i++) {
      deep = deep.and(Condition.of("size__gte", -i)).not();
      deep = deep.or(Condition.of("state", "none" + i)).not();
    }
    Condition limit = deep;
    assertThat(wares.query().filter(limit).count()).isIn(0L, (long) RECORDS);
    for (int i = 0; i < 20_000; i++) {
      deep = i % 2 == 0 ? deep.and(leaf) : deep.or(leaf).not();
    }
    Condition tooDeep = deep;
    Query<Ware> query = wares.query();
    assertThatThrownBy(() -> query.filter(tooDeep).count())
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> query.exclude(tooDeep).explain()).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> wares.save(all.get(0), SaveOptions.onlyIf(tooDeep)))
        .isInstanceOf(QueryException.class);
    assertThat(tooDeep.toString()).startsWith("Not[part=Or[parts=[And[parts=[").endsWith("…");
    assertThat(tooDeep).isEqualTo(tooDeep.not().not()).isNotEqualTo(limit);
    assertThat(tooDeep.hashCode()).isEqualTo(tooDeep.not().not().hashCode());
    Condition twice = leaf;
    for (int i = 0; i < 60; i++) {
      twice = twice.and(twice).or(leaf);
    }
    Condition many = twice;
    assertThatThrownBy(() -> query.filter(many).count()).isInstanceOf(QueryException.class);
    assertThat(many.toString()).endsWith("…");
  }

  @Test
  void chainsAreOneLevel() {
    Condition chain = Condition.of("size", 1);
    for (int i = 0; i < 3_000; i++) {
      chain = new Condition.Or(List.of(chain, Condition.of("size", i % 100)));
    }
    assertThat(wares.query().filter(chain).count()).isEqualTo(100);
    Condition negated = Condition.of("size__lt", 7);
    for (int i = 0; i < 3_001; i++) {
      negated = new Condition.Not(negated);
    }
    assertThat(wares.query().filter(negated).count()).isEqualTo(RECORDS - 7);
  }

  @Test
  void limitsAreToldBeforeAnythingIsSent() {
    Query<Ware> query = wares.query();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      assertThatThrownBy(() -> query.filter("tags__all", list(8_000, i -> "t" + i)).count())
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("500 elements at most");
      assertThatThrownBy(
              () ->
                  query
                      .filter(any(11_000, i -> Condition.of(i % 2 == 0 ? "note" : "size", i)))
                      .all())
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("10000 parts at most");
      assertThatThrownBy(
              () ->
                  wares.save(
                      all.get(0),
                      SaveOptions.onlyIf(Condition.of("note__in", list(6_000, i -> "n" + i)))))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("values at most");
      // Asked once, a moment after the first repository is made, about the eviction policy.
      assertThat(monitor.commands())
          .filteredOn(command -> !command.get(0).equals("INFO"))
          .isEmpty();
    }
    assertThat(query.filter("tags__all", list(500, i -> "t" + i)).count()).isZero();
  }

  @Test
  void wideConditionsOfWrites() {
    List<String> notes = list(4_000, i -> "n" + i);
    assertThat(wares.save(all.get(0), SaveOptions.onlyIf(Condition.of("note__in", notes))))
        .isNotNull();
    assertThat(wares.bulkDelete(wares.query().exclude("size__in", list(500, i -> i + 10))))
        .isEqualTo(100);
    assertThat(wares.bulkDelete(wares.query().exclude("shop__city", "Rome"))).isEqualTo(50);
    assertThat(wares.query().countBy("state").values().stream().mapToLong(n -> n).sum())
        .isEqualTo(RECORDS - 150);
    assertThat(Map.copyOf(wares.query().filter("tags__any", notes).countBy("state"))).isEmpty();
  }
}
