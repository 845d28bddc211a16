package io.popoto.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Hit;
import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Query;
import io.popoto.Row;
import io.popoto.differential.Column.Trait;
import io.popoto.exception.QueryException;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that a query gives what it has to.
 *
 * @param <T> the type of the entities
 */
final class Answers<T> {
  private final Data<T> data;
  private final Question question;
  private final Query<T> all;
  private final Random random;

  Answers(Data<T> data, Question question, Query<T> filtered, Random random) {
    this.data = data;
    this.question = question;
    this.all = filtered;
    this.random = random;
  }

  private Query<T> paged() {
    return question.paged(all);
  }

  void checkList() {
    assertEntities("all", paged().all(), question.page());
  }

  private void assertEntities(String what, List<T> found, List<Entry> expected) {
    List<Map<String, @Nullable Object>> values = found.stream().map(data::valuesOf).toList();
    List<String> keys = values.stream().map(this::label).toList();
    assertThat(keys).as(what).isEqualTo(expected.stream().map(e -> label(e.values())).toList());
    assertThat(values).as(what).isEqualTo(expected.stream().map(Entry::values).toList());
  }

  private String label(Map<String, @Nullable Object> values) {
    return values.values().stream().limit(3).map(Values::shown).collect(Collectors.joining(", "));
  }

  void checkCount() {
    assertThat(paged().count()).as("count").isEqualTo(question.matches().size());
  }

  /** Checks one of the other ways to ask. */
  void checkOther() {
    switch (random.nextInt(14)) {
      case 0 -> checkFirst();
      case 1 -> checkLast();
      case 2 -> checkGet();
      case 3 -> assertThat(paged().exists()).as("exists").isEqualTo(!question.page().isEmpty());
      case 4, 5 -> checkKeys();
      case 6, 7 -> checkRows();
      case 8, 9 -> checkPages();
      case 10 -> checkStream();
      case 11 -> checkGroups();
      case 12 -> checkExtremes();
      default -> checkDistances();
    }
  }

  private void checkFirst() {
    assertEntities(
        "first", paged().first().stream().toList(), question.page().stream().limit(1).toList());
  }

  private void checkLast() {
    List<Entry> page = question.page();
    assertEntities(
        "last",
        paged().last().stream().toList(),
        page.subList(Math.max(0, page.size() - 1), page.size()));
  }

  private void checkGet() {
    if (question.page().size() > 1) {
      assertThatThrownBy(() -> paged().get()).as("get").isInstanceOf(QueryException.class);
    } else {
      assertEntities("get", paged().get().stream().toList(), question.page());
    }
  }

  private void checkKeys() {
    assertThat(paged().keys().stream().map(Key::id).toList())
        .as("keys")
        .isEqualTo(question.page().stream().map(Entry::id).toList());
  }

  private void checkRows() {
    List<String> fields = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      String field = data.columns().get(random.nextInt(data.columns().size())).name();
      if (!fields.contains(field)) {
        fields.add(field);
      }
    }
    List<Map<String, @Nullable Object>> expected = new ArrayList<>();
    for (Entry entry : question.page()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      fields.forEach(field -> row.put(field, entry.get(field)));
      expected.add(row);
    }
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    for (Row row : paged().values(fields.toArray(String[]::new)).all()) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      row.asMap().forEach((field, value) -> plain.put(field, Values.plain(value)));
      found.add(plain);
    }
    assertThat(found).as("values(%s)", fields).isEqualTo(expected);
  }

  private void checkPages() {
    int most = question.matches().size();
    int size = 1 + random.nextInt(most > 100 ? most : 7);
    List<T> found = new ArrayList<>();
    Query<T> query = all.limit(size);
    Page<T> page = query.page();
    while (true) {
      found.addAll(page.items());
      assertThat(page.items()).as("page").hasSizeLessThanOrEqualTo(size);
      assertThat(found).as("pages of %d", size).hasSizeLessThanOrEqualTo(most);
      if (page.next().isEmpty()) {
        break;
      }
      String cursor = page.next().get();
      assertThat(query.after(cursor).count()).as("count behind a cursor").isEqualTo(most);
      assertEntities(
          "all behind a cursor",
          all.after(cursor).all(),
          question.matches().subList(found.size(), most));
      page = query.after(cursor).page();
    }
    assertEntities("pages of " + size, found, question.matches());
  }

  private void checkStream() {
    if (question.effective().isWalked(data)) {
      assertEntities("stream", all.stream().toList(), question.matches());
    } else if (!question.effective().isDivided()) {
      assertThatThrownBy(() -> all.stream().count())
          .as("stream")
          .isInstanceOf(QueryException.class);
    }
  }

  private void checkGroups() {
    Column column = oneOf(Trait.GROUP);
    Map<Object, Long> expected = new TreeMap<>(Values::compare);
    for (Entry entry : question.matches()) {
      if (entry.get(column.name()) != null) {
        expected.merge(entry.get(column.name()), 1L, Long::sum);
      }
    }
    assertGroups("countBy " + column.name(), paged().countBy(column.name()), expected);
    List<Object> distinct = paged().distinct(column.name());
    assertSameValues("distinct " + column.name(), distinct, List.copyOf(expected.keySet()));
  }

  private static void assertGroups(
      String what, Map<Object, Long> found, Map<Object, Long> expected) {
    assertSameValues(what, List.copyOf(found.keySet()), List.copyOf(expected.keySet()));
    assertThat(List.copyOf(found.values())).as(what).isEqualTo(List.copyOf(expected.values()));
  }

  private static void assertSameValues(String what, List<Object> found, List<Object> expected) {
    assertThat(found).as(what).usingElementComparator(Values::compare).isEqualTo(expected);
  }

  private void checkExtremes() {
    Column column = oneOf(Trait.RANGE);
    if (!column.partitionBy().isEmpty()) {
      return;
    }
    List<Object> values =
        question.matches().stream()
            .map(entry -> entry.get(column.name()))
            .filter(java.util.Objects::nonNull)
            .sorted(Values::compare)
            .toList();
    Query<T> asked = paged();
    assertExtreme("min", asked.min(column.name()), values, 0);
    assertExtreme("max", asked.max(column.name()), values, values.size() - 1);
  }

  private static void assertExtreme(
      String what, Optional<Object> found, List<Object> values, int position) {
    List<Object> expected = values.isEmpty() ? List.of() : List.of(values.get(position));
    assertSameValues(what, found.stream().toList(), expected);
  }

  private void checkDistances() {
    Column column = oneOf(Trait.GEO);
    GeoPoint from = (GeoPoint) Draws.place(random);
    List<Hit<T, Distance>> hits = paged().withValue(Geo.distance(column.name(), from)).all();
    assertEntities("hits", hits.stream().map(Hit::entity).toList(), question.page());
    for (int i = 0; i < hits.size(); i++) {
      GeoPoint place = (GeoPoint) question.page().get(i).get(column.name());
      Distance distance = hits.get(i).value();
      if (place == null) {
        assertThat(distance).as("distance of nothing").isNull();
      } else {
        assertThat(distance.meters())
            .as("distance of %s from %s", place, from)
            .isCloseTo(Values.meters(from, place), Assertions.within(1.0));
      }
    }
  }

  private Column oneOf(Trait trait) {
    List<Column> able = data.columns().stream().filter(c -> c.is(trait)).toList();
    return able.get(random.nextInt(able.size()));
  }
}
