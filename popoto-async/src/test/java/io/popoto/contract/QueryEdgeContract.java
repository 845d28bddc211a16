package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Query;
import io.popoto.Ref;
import io.popoto.Repository;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries that are rare, each of which once gave something else. */
abstract class QueryEdgeContract extends Contract {
  QueryEdgeContract(Api api) {
    super(api);
  }

  private Edge edge(String name) {
    return new Edge(name);
  }

  private List<String> names(Query<Edge> query) {
    return query.all().stream().map(edge -> edge.name).toList();
  }

  @Test
  void countChecksBothSidesOfAnAndWithinAnOr() {
    Repository<Edge> edges = repository(Edge.class);
    for (String name : List.of("a", "b", "c")) {
      Edge edge = edge(name);
      edge.rate = BigDecimal.ONE;
      edge.note = name;
      edges.create(edge);
    }
    Condition both = Condition.of("rate", 1).and(Condition.of("note", "a"));

    Query<Edge> query = edges.query().filter(both.or(Condition.of("name", "b")));

    assertThat(query.count()).isEqualTo(2);
    assertThat(query.keys()).hasSize(2);
    assertThat(names(query)).containsExactly("a", "b");
  }

  @Test
  void thousandsOfAlternativesAndOfValues() {
    Repository<Edge> edges = repository(Edge.class);
    for (int i = 0; i < 20; i++) {
      Edge edge = edge("e" + i);
      edge.note = "n" + i;
      edges.create(edge);
    }
    Condition forward = Condition.of("name", "e0");
    Condition backward = Condition.of("note", "n0");
    for (int i = 1; i < 2_000; i++) {
      forward = forward.or(Condition.of("name", "e" + i));
      backward = Condition.of("note", "n" + i).or(backward);
    }
    List<String> names = IntStream.range(10, 30_000).mapToObj("e%d"::formatted).toList();
    List<String> notes = IntStream.range(10, 30_000).mapToObj("n%d"::formatted).toList();

    assertThat(edges.query().filter(forward).count()).isEqualTo(20);
    assertThat(edges.query().filter(backward).all()).hasSize(20);
    assertThat(edges.query().filter(forward, backward.not()).count()).isZero();
    assertThat(edges.query().filter("name__in", names).all()).hasSize(10);
    assertThat(edges.query().filter("note__in", notes).all()).hasSize(10);
    assertThat(edges.query().exclude("name__in", names).count()).isEqualTo(10);
    assertThat(edges.query().exclude("note__in", notes).all()).hasSize(10);
  }

  @Test
  void partitionsOfNothingMatchNothing() {
    Repository<Edge> edges = repository(Edge.class);
    Edge edge = edge("a");
    edge.rank = 1;
    edges.create(edge);
    Query<Edge> nowhere = edges.query().filter("region__in", List.of());

    assertThat(nowhere.filter("rank__gte", 0).count()).isZero();
    assertThat(nowhere.orderBy("rank").limit(1).all()).isEmpty();
    assertThat(
            names(
                edges
                    .query()
                    .filter(
                        Condition.of("region__in", List.of())
                            .and(Condition.of("rank", 1))
                            .or(Condition.of("note__isnull", true)))))
        .containsExactly("a");
  }

  @Test
  void numbersThatAreNoneAndThoseBeyondDoublesHaveAPlaceInAnOrder() {
    Repository<Edge> edges = repository(Edge.class);
    Double[] ratios = {
      Double.NaN, 1.0, Double.POSITIVE_INFINITY, Double.NaN, null, Double.NEGATIVE_INFINITY
    };
    String[] amounts = {"1E+400", "-1E+400", "1", "2E+400", "0", "1E-400"};
    for (int i = 0; i < ratios.length; i++) {
      Edge edge = edge("e" + i);
      edge.ratio = ratios[i];
      edge.amount = new BigDecimal(amounts[i]);
      edges.create(edge);
    }

    for (Query<Edge> query : List.of(edges.query(), edges.query().limit(10))) {
      assertThat(names(query.orderBy("ratio"))).containsExactly("e4", "e5", "e1", "e2", "e0", "e3");
      assertThat(names(query.orderBy("-ratio")))
          .containsExactly("e3", "e0", "e2", "e1", "e5", "e4");
      assertThat(names(query.orderBy("amount")))
          .containsExactly("e1", "e4", "e5", "e2", "e0", "e3");
    }
  }

  @Test
  void yearsOfMoreThanFourDigitsAreInOrder() {
    Repository<Edge> edges = repository(Edge.class);
    int[] years = {2026, -5, 12_000, 9_999, -12_000, 0};
    for (int year : years) {
      Edge edge = edge("y" + year);
      edge.day = LocalDate.of(year, 3, 1);
      edges.create(edge);
    }

    for (Query<Edge> query : List.of(edges.query(), edges.query().limit(10))) {
      assertThat(names(query.orderBy("day")))
          .containsExactly("y-12000", "y-5", "y0", "y2026", "y9999", "y12000");
    }
  }

  @Test
  void streamTakesConditionsOnRelatedRecords() {
    repository(Item.class).create(new Item("i", 1));
    Repository<Edge> edges = repository(Edge.class);
    Edge edge = edge("a");
    edge.item = Ref.of(new Item("i", 1));
    edges.create(edge);
    edges.create(edge("b"));

    assertThat(edges.query().filter("item__value", 1).stream().map(e -> e.name))
        .containsExactly("a");
  }

  @Test
  void groupsOfEqualNumbersAreOne() {
    Repository<Edge> edges = repository(Edge.class);
    for (String rate : List.of("1.0", "1.00", "2")) {
      Edge edge = edge("r" + rate);
      edge.rate = new BigDecimal(rate);
      edge.score = rate.equals("1.0") ? -0.0 : 0.0;
      edges.create(edge);
    }

    assertThat(edges.query().countBy("rate"))
        .isEqualTo(Map.of(new BigDecimal("1.0"), 2L, new BigDecimal("2"), 1L));
    assertThat(edges.query().countBy("score")).isEqualTo(Map.of(0.0, 3L));
  }

  @Test
  void extremesAreThoseOfAllRecordsWhateverThePage() {
    Repository<Edge> edges = repository(Edge.class);
    for (int i = 1; i <= 3; i++) {
      Edge edge = edge("e" + i);
      edge.score = i;
      edges.create(edge);
    }

    Query<Edge> second = edges.query().orderBy("name").offset(1).limit(1);

    assertThat(second.min("score")).isEqualTo(Optional.of(1.0));
    assertThat(second.max("score")).isEqualTo(Optional.of(3.0));
    assertThat(edges.query().limit(0).max("score")).isEqualTo(Optional.of(3.0));
  }

  @Test
  void nullsOfADividedIndexNeedNoPartition() {
    Repository<Edge> edges = repository(Edge.class);
    edges.create(edge("b"));
    edges.create(edge("a"));

    assertThat(names(edges.query().filter("rank__isnull", true))).containsExactly("a", "b");
  }
}
