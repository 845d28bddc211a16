package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.exception.QueryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Walks over any number of records, a page at a time. */
abstract class StreamContract extends Contract {
  private static final int RECORDS = 3_000;

  StreamContract(Api api) {
    super(api);
  }

  private Repository<Step> steps() {
    Repository<Step> steps = repository(Step.class);
    List<Step> all = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      all.add(new Step("s" + (i * 7919) % RECORDS, i % 5 == 0 ? null : (long) (i % 40)));
    }
    steps.bulkCreate(all);
    return steps;
  }

  private static List<String> names(Stream<Step> stream) {
    try (stream) {
      return stream.map(step -> step.name).toList();
    }
  }

  @Test
  void recordsComeOnceInTheOrderOfTheQuery() {
    Repository<Step> steps = steps();
    List<Step> all = new ArrayList<>(steps.query().all());
    Comparator<Step> byName = Comparator.comparing(step -> step.name);
    Comparator<Step> byHeight =
        Comparator.<Step, Long>comparing(
                step -> step.height, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(byName);

    assertThat(all).hasSize(RECORDS);
    walks(steps.query(), all, byName);
    walks(steps.query().orderBy("name"), all, byName);
    walks(steps.query().orderBy("-name"), all, byName.reversed());
    walks(steps.query().orderBy("height"), all, byHeight);
    walks(steps.query().orderBy("-height"), all, byHeight.reversed());
  }

  private static void walks(Query<Step> query, List<Step> all, Comparator<Step> order) {
    List<String> expected = all.stream().sorted(order).map(step -> step.name).toList();
    assertThat(names(query.stream())).isEqualTo(expected);
  }

  @Test
  void streamKeepsTheFilter() {
    Repository<Step> steps = steps();
    Query<Step> low = steps.query().filter("height__lt", 10);

    assertThat(names(low.stream())).isEqualTo(low.all().stream().map(step -> step.name).toList());
    assertThat(names(low.filter("height__gt", 20).stream())).isEmpty();
    assertThat(names(low.exclude("height", 3).stream())).hasSize((int) low.count() - 75);
  }

  @Test
  void orderThatCannotBeResumedIsRefused() {
    Repository<Step> steps = repository(Step.class);

    for (Query<Step> query :
        List.of(
            steps.query().orderBy("colour"),
            steps.query().orderBy("height", "colour"),
            steps.query().limit(10),
            steps.query().offset(1))) {
      assertThatThrownBy(() -> names(query.stream())).isExactlyInstanceOf(QueryException.class);
    }
  }
}
