package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.exception.QueryException;
import io.popoto.exception.ValidationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ranges and order of sorted fields. */
abstract class SortedContract extends Contract {
  SortedContract(Api api) {
    super(api);
  }

  @Test
  void rangesStayInTheirPartition() {
    Repository<Job> jobs = repository(Job.class);
    for (int priority : List.of(10, 20, 30)) {
      jobs.create(new Job("p1", "pending", priority));
    }
    jobs.create(new Job("p2", "pending", 15));
    Query<Job> first = jobs.query().filter("projectKey", "p1");

    assertThat(priorities(first.filter("priority__lte", 20))).containsExactly(10, 20);
    assertThat(priorities(first.filter("priority__lt", 20))).containsExactly(10);
    assertThat(priorities(first.filter("priority__gt", 10))).containsExactly(20, 30);
    assertThat(priorities(first.filter("priority__gte", 10).filter("priority__lte", 20)))
        .containsExactly(10, 20);
    assertThat(priorities(first.filter("priority__between", List.of(10, 20))))
        .containsExactly(10, 20);
    assertThat(priorities(first.filter("priority", 20))).containsExactly(20);
    assertThat(priorities(first.filter("priority__in", List.of(30, 15, 10))))
        .containsExactly(10, 30);
    assertThat(
            priorities(
                jobs.query()
                    .filter("projectKey__in", List.of("p1", "p2", "p3"))
                    .filter("priority__between", List.of(15, 20))))
        .containsExactly(15, 20);
  }

  @Test
  void partitionedFieldNeedsItsPartition() {
    Repository<Job> jobs = repository(Job.class);

    assertThatThrownBy(() -> jobs.query().filter("priority__gte", 2).all())
        .isExactlyInstanceOf(QueryException.class)
        .hasMessageContaining("projectKey");
    assertThatThrownBy(() -> jobs.query().filter("priority__gte", 2).count())
        .isExactlyInstanceOf(QueryException.class)
        .hasMessageContaining("projectKey");
  }

  /** Rated with single precision. */
  @Model
  static class Rated {
    @KeyField String name;
    @SortedField float rating;
    @SortedField Float other;

    Rated() {}

    Rated(String name, float rating) {
      this.name = name;
      this.rating = rating;
      this.other = -rating;
    }
  }

  @Test
  void singlePrecisionIsFoundByItsOwnValueAndPagedThroughTies() {
    Repository<Rated> all = repository(Rated.class);
    for (int i = 0; i < 20; i++) {
      all.create(new Rated("r%02d".formatted(i), i < 10 ? 0.7f : 0.1f));
    }

    assertThat(all.query().filter("rating", 0.7f).count()).isEqualTo(10);
    assertThat(all.query().filter("rating", 0.7f).all()).hasSize(10);
    assertThat(all.query().filter("rating__lte", 0.1f).all()).hasSize(10);
    assertThat(all.query().filter("rating__gte", 0.1f).all()).hasSize(20);
    assertThat(all.query().filter("rating__gt", 0.1f).all()).hasSize(10);
    assertThat(all.query().filter("other__lte", -0.7f).all()).hasSize(10);
    for (String order : List.of("rating", "-rating", "other", "-other")) {
      List<String> names = new ArrayList<>();
      Query<Rated> query = all.query().orderBy(order).limit(3);
      Page<Rated> page = query.page();
      page.items().forEach(rated -> names.add(rated.name));
      while (page.next().isPresent() && names.size() < 40) {
        page = query.after(page.next().get()).page();
        page.items().forEach(rated -> names.add(rated.name));
      }
      assertThat(names).as(order).doesNotHaveDuplicates().hasSize(20);
    }
  }

  @Test
  void longListsArePagedInBothDirections() {
    Repository<Doc> docs = repository(Doc.class);
    inParallel(60, i -> docs.create(new Doc("room", "d" + i, i)));
    Query<Doc> room = docs.query().filter("roomId", "room");

    assertThat(scores(room.orderBy("-score").limit(5)))
        .containsExactly(59.0, 58.0, 57.0, 56.0, 55.0);
    assertThat(scores(room.orderBy("score").limit(5))).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(
            scores(
                room.filter("score__gte", 10).filter("score__lt", 20).orderBy("-score").limit(3)))
        .containsExactly(19.0, 18.0, 17.0);
    assertThat(scores(room.orderBy("score").limit(120)))
        .isEqualTo(IntStream.range(0, 60).mapToObj(i -> (double) i).toList());
    assertThat(scores(room.orderBy("-score").offset(57).limit(10))).containsExactly(2.0, 1.0, 0.0);
  }

  @Test
  void resultsOfARangeAscendAndTiesGoByKey() {
    Repository<Doc> docs = repository(Doc.class);
    for (String id : List.of("c", "a", "d", "b")) {
      docs.create(new Doc("room", id, id.equals("d") ? 1 : 2));
    }
    Query<Doc> query = docs.query().filter("roomId", "room").filter("score__gte", 0);

    for (int i = 0; i < 5; i++) {
      assertThat(query.all()).extracting(doc -> doc.docId).containsExactly("d", "a", "b", "c");
      assertThat(query.limit(3).all()).extracting(doc -> doc.docId).containsExactly("d", "a", "b");
    }
    assertThat(query.orderBy("-score").all())
        .extracting(doc -> doc.docId)
        .containsExactly("c", "b", "a", "d");
    assertThat(query.orderBy("-score").limit(2).all())
        .extracting(doc -> doc.docId)
        .containsExactly("c", "b");
  }

  @Test
  void changedValuesAndPartitionsLeaveTheirOldPlace() {
    Repository<Shelf> shelves = repository(Shelf.class);
    Shelf shelf = new Shelf("s", "fruit", 1);
    shelves.create(shelf);

    shelf.category = "veggie";
    shelves.save(shelf);
    assertThat(shelves.query().filter("category", "fruit").filter("price__gte", 0).all()).isEmpty();
    assertThat(shelves.query().filter("category", "veggie").filter("price__gte", 0).all())
        .hasSize(1);

    shelf.price = 5;
    shelves.save(shelf);
    Query<Shelf> veggie = shelves.query().filter("category", "veggie");
    assertThat(veggie.filter("price__lt", 5).count()).isZero();
    assertThat(veggie.filter("price", 5).count()).isEqualTo(1);
  }

  @Test
  void partitionsByNumbersGoByValue() {
    Repository<Tariff> tariffs = repository(Tariff.class);
    tariffs.create(new Tariff("a", new BigDecimal("1.0"), 0.0, 1));
    tariffs.create(new Tariff("b", new BigDecimal("1.00"), -0.0, 2));

    assertThat(
            tariffs
                .query()
                .filter("rate", new BigDecimal("1"))
                .filter("zero", 0.0)
                .filter("rank__gte", 1)
                .count())
        .isEqualTo(2);
  }

  @Test
  void betweenNeedsTwoBounds() {
    Repository<Doc> docs = repository(Doc.class);
    Query<Doc> room = docs.query().filter("roomId", "r");

    for (Object operand : new Object[] {List.of(1), List.of(1, 2, 3), 1, List.of(), "1,2", null}) {
      assertThatThrownBy(() -> room.filter("score__between", operand).all())
          .as("between %s", operand)
          .isExactlyInstanceOf(QueryException.class);
    }
  }

  @Test
  void nullInARequiredSortedFieldIsRefused() {
    Repository<Limited> limited = repository(Limited.class);

    assertThatThrownBy(() -> limited.save(new Limited("a", "b", null)))
        .isExactlyInstanceOf(ValidationException.class);
  }

  @Test
  void decimalsCompareByValue() {
    Repository<Measure> measures = repository(Measure.class);
    for (String amount : List.of("9.99", "19.99", "29.990", "1E+2")) {
      Measure measure = new Measure("m" + amount);
      measure.amount = new BigDecimal(amount);
      measures.create(measure);
    }

    assertThat(
            measures
                .query()
                .filter("amount__between", List.of(new BigDecimal("10"), new BigDecimal("30")))
                .all())
        .extracting(measure -> measure.amount.toString())
        .containsExactly("19.99", "29.990");
    assertThat(measures.query().filter("amount", new BigDecimal("29.99")).count()).isEqualTo(1);
    assertThat(measures.query().filter("amount", 100).count()).isEqualTo(1);
    assertThat(measures.query().filter("amount__lte", new BigDecimal("9.990")).count())
        .isEqualTo(1);
  }

  @Test
  void equalInstantsOfDifferentOffsetsCompareEqual() {
    Repository<Measure> measures = repository(Measure.class);
    Measure measure = new Measure("m");
    measure.offsetTime = OffsetDateTime.parse("2024-05-06T12:00:00.000001+07:00");
    measures.create(measure);

    assertThat(
            measures
                .query()
                .filter("offsetTime", OffsetDateTime.parse("2024-05-06T05:00:00.000001Z"))
                .get()
                .orElseThrow()
                .offsetTime)
        .isEqualTo(measure.offsetTime);
    assertThat(measures.query().filter("offsetTime__gt", measure.offsetTime).count()).isZero();
  }

  @Test
  void wholeNumbersBeyondDoublesAreExact() {
    exact(
        "whole",
        List.of(
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            -(1L << 53) - 1,
            -(1L << 53),
            -1L,
            0L,
            1L << 53,
            (1L << 53) + 1,
            (1L << 53) + 2,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE),
        (measure, value) -> measure.whole = value,
        measure -> measure.whole);
  }

  @Test
  void bigIntegersAreExact() {
    BigInteger big = BigInteger.TEN.pow(40);
    exact(
        "big",
        List.of(
            big.negate().subtract(BigInteger.ONE),
            big.negate(),
            BigInteger.ZERO,
            BigInteger.TEN,
            big,
            big.add(BigInteger.ONE)),
        (measure, value) -> measure.big = value,
        measure -> measure.big);
  }

  @Test
  void decimalsAreExact() {
    exact(
        "amount",
        List.of(
            new BigDecimal("-1E+30"),
            new BigDecimal("-0.10000000000000000000000000002"),
            new BigDecimal("-0.10000000000000000000000000001"),
            new BigDecimal("0.00"),
            new BigDecimal("1E-30"),
            new BigDecimal("0.1"),
            new BigDecimal("0.10000000000000000000000000001"),
            new BigDecimal("123456789012345678901234567890.1"),
            new BigDecimal("123456789012345678901234567890.12")),
        (measure, value) -> measure.amount = value,
        measure -> measure.amount);
  }

  @Test
  void instantsAreExactToTheNanosecond() {
    Instant now = Instant.parse("2024-02-29T12:34:56.123456789Z");
    exact(
        "moment",
        List.of(
            Instant.MIN,
            Instant.EPOCH.minusNanos(1),
            Instant.EPOCH,
            Instant.EPOCH.plusNanos(1),
            now,
            now.plusNanos(1),
            now.plusNanos(2),
            now.plusSeconds(1),
            Instant.MAX),
        (measure, value) -> measure.moment = value,
        measure -> measure.moment);
  }

  @Test
  void otherTimesAreExact() {
    LocalDateTime local = LocalDateTime.parse("2024-02-29T12:34:56.123456789");
    exact(
        "local",
        List.of(local.minusYears(3000), local, local.plusNanos(1)),
        (measure, value) -> measure.local = value,
        measure -> measure.local);
    exact(
        "date",
        List.of(LocalDate.of(-5, 1, 1), LocalDate.EPOCH, LocalDate.of(2024, 2, 29)),
        (measure, value) -> measure.date = value,
        measure -> measure.date);
    exact(
        "time",
        List.of(LocalTime.MIN, LocalTime.NOON, LocalTime.MAX.minusNanos(1), LocalTime.MAX),
        (measure, value) -> measure.time = value,
        measure -> measure.time);
    exact(
        "length",
        List.of(
            Duration.ofDays(-9),
            Duration.ofNanos(-1),
            Duration.ZERO,
            Duration.ofDays(400).plusNanos(1)),
        (measure, value) -> measure.length = value,
        measure -> measure.length);
  }

  private <V> void exact(
      String field, List<V> ascending, BiConsumer<Measure, V> set, Function<Measure, V> get) {
    Repository<Measure> measures = repository(Measure.class);
    List<V> shuffled = new ArrayList<>(ascending);
    Collections.shuffle(shuffled, new java.util.Random(1));
    for (V value : shuffled) {
      Measure measure = new Measure(field + shuffled.indexOf(value));
      set.accept(measure, value);
      measures.create(measure);
    }
    Query<Measure> all = measures.query().filter(field + "__isnull", false);

    assertThat(all.orderBy(field).all()).extracting(get).isEqualTo(ascending);
    assertThat(all.orderBy(field).limit(100).all()).extracting(get).isEqualTo(ascending);
    List<V> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    assertThat(all.orderBy("-" + field).limit(100).all()).extracting(get).isEqualTo(descending);
    for (int i = 0; i < ascending.size(); i++) {
      V value = ascending.get(i);
      List<V> below = ascending.subList(0, i);
      List<V> above = ascending.subList(i + 1, ascending.size());
      assertThat(values(measures, field, value, get)).containsExactly(value);
      assertThat(values(measures, field + "__lt", value, get)).isEqualTo(below);
      assertThat(values(measures, field + "__gt", value, get)).isEqualTo(above);
      assertThat(values(measures, field + "__lte", value, get)).hasSize(i + 1);
      assertThat(values(measures, field + "__gte", value, get)).hasSize(above.size() + 1);
      assertThat(values(measures, field + "__in", List.of(value), get)).containsExactly(value);
      assertThat(values(measures, field + "__between", List.of(ascending.get(0), value), get))
          .hasSize(i + 1);
    }
  }

  private static <V> List<V> values(
      Repository<Measure> measures, String lookup, Object operand, Function<Measure, V> get) {
    Query<Measure> query = measures.query().filter(lookup, operand);
    List<V> values = query.all().stream().map(get).toList();
    assertThat(query.count()).as(lookup).isEqualTo(values.size());
    assertThat(query.limit(100).all()).as(lookup).extracting(get).isEqualTo(values);
    return values;
  }

  private static List<Integer> priorities(Query<Job> query) {
    List<Integer> priorities = query.all().stream().map(job -> job.priority).toList();
    assertThat(query.count()).isEqualTo(priorities.size());
    return priorities;
  }

  private static List<Double> scores(Query<Doc> query) {
    return query.all().stream().map(doc -> doc.score).toList();
  }

  @Test
  void plainDecimalsOfAnyExponentHaveTheirOrder() {
    Repository<Edge> edges = repository(Edge.class);
    List<String> ordered =
        List.of(
            "-1E+501",
            "-9E+500",
            "-1E+400",
            "-1",
            "-1E-600",
            "-1E-2000",
            "0",
            "1E-2147483647",
            "1E-600",
            "1E-500",
            "1",
            "9E+499",
            "1E+500",
            "1.5E+500",
            "1E+2147483647");
    for (String amount : ordered) {
      Edge edge = new Edge(amount);
      edge.amount = new BigDecimal(amount);
      edges.create(edge);
    }

    assertThat(edges.query().orderBy("amount").limit(100).all())
        .extracting(edge -> edge.name)
        .isEqualTo(ordered);
    assertThat(edges.query().orderBy("-amount").limit(2).all())
        .extracting(edge -> edge.name)
        .containsExactly("1E+2147483647", "1.5E+500");
  }

  /** A price that has an order within its category, and one of its own. */
  @Model(orderBy = "-price")
  static class Priced {
    @KeyField String name;
    @IndexedField String category;

    @SortedField(partitionBy = "category")
    @Field(nullable = true)
    Long price;

    Priced() {}

    Priced(String name, String category, Long price) {
      this.name = name;
      this.category = category;
      this.price = price;
    }
  }

  @Test
  void fieldMayHaveADividedIndexAndOneOfTheWhole() {
    Repository<Priced> all = repository(Priced.class);
    for (long i = 0; i < 10; i++) {
      all.create(new Priced("p" + i, "c" + i % 2, (1L << 60) + i));
    }
    all.create(new Priced("none", "c9", null));
    Key<Priced> key = all.key("p3");

    all.update(key, Update.set("price", (1L << 60) + 30));
    all.update(all.key("p4"), Update.set("category", "c1"));
    all.increment(all.key("p5"), "price", 50);
    all.save(new Priced("p6", "c0", (1L << 60) + 60));
    all.save(new Priced("p7", "c7", (1L << 60) + 70));

    assertThat(all.query().all())
        .extracting(priced -> priced.name)
        .containsExactly("p7", "p6", "p5", "p3", "p9", "p8", "p4", "p2", "p1", "p0", "none");
    assertThat(all.query().filter("price__gte", (1L << 60) + 30).orderBy("price").all())
        .extracting(priced -> priced.name)
        .containsExactly("p3", "p5", "p6", "p7");
    assertThat(all.query().filter("category", "c1").all())
        .extracting(priced -> priced.name)
        .containsExactly("p5", "p3", "p9", "p4", "p1");
    assertThat(all.query().filter("category", "c0").filter("price__lt", (1L << 60) + 8).keys())
        .hasSize(2);
    assertThat(all.query().filter("price", (1L << 60) + 50 + 5).count()).isEqualTo(1);
    assertThat(all.checkIndexes().total()).isZero();
    all.delete("p6");
    assertThat(all.rebuildIndexes()).isEqualTo(10);
    assertThat(all.query().count()).isEqualTo(10);
  }
}
