package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Query;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.exception.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From a record to those that refer to it, and conditions on what is referred to. */
abstract class ReverseQueryContract extends Contract {
  ReverseQueryContract(Api api) {
    super(api);
  }

  /** Three painters with a painting each per year from 1 to 3, and one that is nobody's. */
  private Repository<Painting> paintings() {
    Repository<Painter> painters = repository(Painter.class);
    painters.create(new Painter("ann", 4.5, "Rome"));
    painters.create(new Painter("bob", 3, "Rome"));
    painters.create(new Painter("cleo", 2, "Paris"));
    Repository<Painting> paintings = repository(Painting.class);
    for (String name : List.of("ann", "bob", "cleo")) {
      for (int year = 1; year <= 3; year++) {
        paintings.create(new Painting(name + year, year, painters.ref(name)));
      }
    }
    paintings.create(new Painting("found", 2, Ref.empty()));
    return paintings;
  }

  private static List<String> titles(Query<Painting> query) {
    List<String> titles = query.orderBy("title").all().stream().map(p -> p.title).toList();
    assertThat(query.count()).isEqualTo(titles.size());
    assertThat(query.keys()).hasSize(titles.size());
    return titles;
  }

  private static List<String> titles(
      Repository<Painting> paintings, String lookup, Object operand) {
    return titles(paintings.query().filter(lookup, operand));
  }

  @Test
  void recordsThatReferToOneAreFoundByItItsReferenceAndItsKey() {
    Repository<Painting> paintings = paintings();
    Repository<Painter> painters = repository(Painter.class);
    Painter ann = painters.load("ann").orElseThrow();
    Key<Painter> bob = painters.key("bob");

    for (Object operand : new Object[] {ann, Ref.of(ann), painters.key("ann")}) {
      assertThat(titles(paintings, "painter", operand)).containsExactly("ann1", "ann2", "ann3");
      assertThat(titles(paintings.query().filter("painter", operand).filter("year__gte", 2)))
          .containsExactly("ann2", "ann3");
      assertThat(titles(paintings.query().exclude("painter", operand))).hasSize(7);
    }
    assertThat(titles(paintings, "painter__in", List.of(ann, bob, painters.ref("gone"))))
        .hasSize(6);
    assertThat(titles(paintings, "painter__in", List.of())).isEmpty();
    assertThat(titles(paintings, "painter__isnull", true)).containsExactly("found");
    assertThat(titles(paintings, "painter__isnull", false)).hasSize(9);
    assertThat(titles(paintings, "painter", null)).containsExactly("found");
    assertThat(paintings.query().countBy("painter"))
        .isEqualTo(Map.of(Ref.of(ann), 3L, painters.ref("bob"), 3L, painters.ref("cleo"), 3L));
    for (Object operand : new Object[] {"ann", paintings.key("ann1"), 1, new Painting()}) {
      assertThatThrownBy(() -> paintings.query().filter("painter", operand).all())
          .as("%s", operand)
          .isExactlyInstanceOf(QueryException.class);
    }
  }

  @Test
  void fieldsOfTheRelatedRecordHaveTheirOwnLookups() {
    Repository<Painting> paintings = paintings();

    assertThat(titles(paintings, "painter__rating__gte", 3)).hasSize(6);
    assertThat(titles(paintings, "painter__rating__gt", 3)).containsExactly("ann1", "ann2", "ann3");
    assertThat(titles(paintings, "painter__rating__between", List.of(1, 2.5)))
        .containsExactly("cleo1", "cleo2", "cleo3");
    assertThat(titles(paintings, "painter__rating__gte", 5)).isEmpty();
    assertThat(titles(paintings, "painter__rating", 2)).hasSize(3);
    assertThat(titles(paintings, "painter__email", "bob@x")).hasSize(3);
    assertThat(titles(paintings, "painter__city__in", List.of("Rome", "Oslo"))).hasSize(6);
    assertThat(titles(paintings, "painter__name__startswith", "b")).hasSize(3);
    assertThat(titles(paintings, "painter__city__isnull", true)).isEmpty();
    // Of nobody, nothing can be said, so the complement has it.
    assertThat(titles(paintings.query().exclude("painter__rating__gte", 3)))
        .containsExactly("cleo1", "cleo2", "cleo3", "found");
    assertThat(
            titles(
                paintings
                    .query()
                    .filter(
                        Condition.of("painter__rating__lt", 3)
                            .or(Condition.of("painter__email", "ann@x"))
                            .and(Condition.of("year", 1)))))
        .containsExactly("ann1", "cleo1");
    for (String path : List.of("painter__rating__contains", "painter__city__gt", "painter__no")) {
      assertThatThrownBy(() -> paintings.query().filter(path, "x").all())
          .isExactlyInstanceOf(QueryException.class);
    }
    assertThatThrownBy(() -> paintings.query().filter("painter__born__gt", 1).all())
        .isExactlyInstanceOf(QueryException.class)
        .hasMessageContaining("city");
  }

  @Test
  void walkGoesOnWhileTheRelatedRecordsChange() {
    Repository<Painting> paintings = repository(Painting.class);
    Repository<Painter> painters = repository(Painter.class);
    painters.create(new Painter("ann", 4, "Rome"));
    paintings.bulkCreate(
        IntStream.range(0, 20)
            .mapToObj(i -> new Painting("p%02d".formatted(i), i, painters.ref("ann")))
            .toList());
    Query<Painting> query =
        paintings.query().filter("painter__rating__gte", 3).orderBy("-year").limit(4);

    List<Integer> years = new ArrayList<>();
    Page<Painting> page = query.page();
    for (int i = 0; page.next().isPresent(); i++) {
      page.items().forEach(painting -> years.add(painting.year));
      painters.create(new Painter("other" + i, 5, "Oslo"));
      page = query.after(page.next().get()).page();
    }

    assertThat(years).hasSize(20).doesNotHaveDuplicates();
    String cursor = query.page().next().orElseThrow();
    Query<Painting> other =
        paintings.query().filter("painter__rating__gte", 4).orderBy("-year").limit(4);
    assertThatThrownBy(() -> other.after(cursor).all()).isExactlyInstanceOf(QueryException.class);
  }
}
