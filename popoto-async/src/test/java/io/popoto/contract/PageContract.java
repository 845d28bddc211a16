package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Page;
import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.exception.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages by cursor, and how much of the model a page examines. */
abstract class PageContract extends Contract {
  private static final Pattern EXAMINED = Pattern.compile("examined: (\\d+)");

  private static final int AT_ONCE = 20_000;

  PageContract(Api api) {
    super(api);
  }

  private Repository<Step> steps(int count) {
    Repository<Step> steps = repository(Step.class);
    for (int from = 0; from < count; from += AT_ONCE) {
      steps.bulkCreate(
          IntStream.range(from, Math.min(count, from + AT_ONCE))
              .mapToObj(i -> new Step("s%07d".formatted(i), i * 7L % count))
              .toList());
    }
    return steps;
  }

  @Test
  void cursorBelongsToItsFilterAndOrder() {
    Repository<Step> steps = steps(20);
    Query<Step> query = steps.query().filter("height__gte", 2).orderBy("height").limit(5);
    String cursor = query.page().next().orElseThrow();

    assertThat(query.after(cursor).all()).extracting(step -> step.height).startsWith(7L);
    for (Query<Step> other :
        List.of(
            steps.query().filter("height__gte", 3).orderBy("height").limit(5),
            steps.query().filter("height__gte", 2).orderBy("-height").limit(5),
            steps.query().filter("height__gte", 2).orderBy("name").limit(5))) {
      assertThatThrownBy(() -> other.after(cursor).all()).isExactlyInstanceOf(QueryException.class);
    }
    assertThatThrownBy(() -> query.after("nonsense").all())
        .isExactlyInstanceOf(QueryException.class);
    assertThat(query.after(cursor).count()).isEqualTo(18);
  }

  @Test
  void recordsThatStayComeExactlyOnceWhileOthersComeAndGo() {
    Repository<Step> steps = steps(100);
    for (String order : List.of("height", "-height", "name", "-name", "colour")) {
      Query<Step> query = steps.query().orderBy(order).limit(7);
      List<String> seen = new ArrayList<>();
      List<String> added = new ArrayList<>();
      Page<Step> page = query.page();
      while (true) {
        page.items().forEach(step -> seen.add(step.name));
        Optional<String> next = page.next();
        if (next.isEmpty()) {
          break;
        }
        String name = "s%07dx".formatted(added.size() * 5);
        added.add(name);
        steps.create(new Step(name, added.size() * 3L));
        // The one that the cursor stands behind goes, and comes back when the walk is over.
        String last = page.items().get(page.items().size() - 1).name;
        Step gone = steps.load(last).orElseThrow();
        steps.delete(gone);
        page = query.after(next.get()).page();
        steps.create(gone);
      }
      assertThat(seen).doesNotHaveDuplicates();
      seen.removeAll(added);
      assertThat(seen).as(order).hasSize(100);
      added.forEach(name -> steps.delete(steps.key(name)));
    }
  }

  @Test
  void lastExistsAndExtremes() {
    Repository<Step> steps = steps(10);
    steps.create(new Step("none", null));

    assertThat(steps.query().orderBy("height").last().orElseThrow().height).isEqualTo(9);
    assertThat(steps.query().orderBy("-height").last().orElseThrow().name).isEqualTo("none");
    assertThat(steps.query().last().orElseThrow().name).isEqualTo("s0000009");
    assertThat(steps.query().orderBy("height").limit(3).last().orElseThrow().height).isEqualTo(1);
    assertThat(steps.query().filter("height__gt", 9).last()).isEmpty();
    assertThat(steps.query().filter("height__gt", 9).exists()).isFalse();
    assertThat(steps.query().filter("colour", "red").exists()).isTrue();
    assertThat(steps.query().min("height")).contains(0L);
    assertThat(steps.query().filter("colour", "red").max("height")).contains(8L);
    assertThat(steps.query().filter("height", null).max("height")).isEmpty();
    assertThat(steps.query().filter("height__lt", 2).distinct("height")).isEqualTo(List.of(0L, 1L));
    assertThat(steps.query().filter("height__lt", 2).countBy("height"))
        .isEqualTo(Map.of(0L, 1L, 1L, 1L));
    assertThatThrownBy(() -> steps.query().max("colour")).isExactlyInstanceOf(QueryException.class);
    assertThatThrownBy(() -> steps.query().distinct("colour"))
        .isExactlyInstanceOf(QueryException.class);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void pageInTheOrderOfAnIndexExaminesFewRecords() {
    int count =
        Boolean.getBoolean("popoto.soak")
            ? Integer.getInteger("popoto.soak.records", 1_000_000)
            : 6_000;
    Repository<Step> steps = steps(count);
    Query<Step> quarter = steps.query().filter("colour", "red").orderBy("-height").limit(10);

    String plan = quarter.explain();

    Matcher examined = EXAMINED.matcher(plan);
    assertThat(examined.find()).as(plan).isTrue();
    assertThat(Integer.parseInt(examined.group(1))).as(plan).isBetween(10, 199);
    assertThat(plan).contains("returned: 10, round trips: 1").doesNotContain("warning");
    assertThat(quarter.all()).hasSize(10).allMatch(step -> step.colour.equals("red"));
    if (count > AT_ONCE) {
      // Too many to be compared entry by entry afterwards.
      assertThat(steps.deleteAll()).isEqualTo(count);
    }
  }

  @Test
  void nullsByTheThousandAreWalkedLikeValues() {
    try (Popoto popoto = redis.builder().queryBudget(200).build()) {
      Repository<Step> steps = repository(popoto, Step.class);
      redis.use(Step.class);
      steps.bulkCreate(
          IntStream.range(0, 4_000)
              .mapToObj(i -> new Step("s%04d".formatted(i), i % 4 == 0 ? (long) i : null))
              .toList());
      for (String order : List.of("height", "-height")) {
        Query<Step> query = steps.query().orderBy(order);
        List<String> names = query.all().stream().map(step -> step.name).toList();

        assertThat(names).hasSize(4_000).doesNotHaveDuplicates();
        assertThat(query.stream().map(step -> step.name)).isEqualTo(names);
        assertThat(query.limit(2_500).offset(700).all())
            .extracting(step -> step.name)
            .isEqualTo(names.subList(700, 3_200));
        assertThat(query.filter("height", null).limit(3).all()).hasSize(3);
        Matcher examined = EXAMINED.matcher(query.limit(10).explain());
        assertThat(examined.find()).isTrue();
        assertThat(Integer.parseInt(examined.group(1))).isLessThan(300);
      }
    }
  }

  @Test
  void explainWarnsOfAQueryThatExaminesEveryRecord() {
    Repository<Step> steps = steps(20);
    String warning = "  warning: examines every record; ";

    assertThat(steps.query().filter("colour", "red").explain())
        .endsWith(warning + "annotate colour with @IndexedField");
    assertThat(steps.query().exclude("name", "s0000001").explain())
        .endsWith(warning + "add a condition that an index can answer");
    assertThat(steps.query().filter("colour", "red").filter("height__lt", 5).explain())
        .doesNotContain("warning");
    assertThat(steps.query().explain()).doesNotContain("warning");
    assertThat(steps.query().filter("colour", "red").limit(0).explain()).doesNotContain("warning");
  }
}
