package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Query;
import io.popoto.Repository;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One query in the hands of sixteen threads, each of which makes its own of it. */
abstract class SharedQueryContract extends Contract {
  private static final int RECORDS = 200;
  private static final int TASKS = 400;

  SharedQueryContract(Api api) {
    super(api);
  }

  @Test
  void queriesOfThreadsShareNothing() {
    Repository<Step> steps = repository(Step.class);
    steps.bulkCreate(
        IntStream.range(0, RECORDS)
            .mapToObj(i -> new Step("s%03d".formatted(i), (long) i))
            .toList());
    Query<Step> shared = steps.query().filter("height__gte", 10).orderBy("-height");
    Condition even = Condition.of("colour", "red");

    List<Boolean> done =
        inParallel(
            TASKS,
            i -> {
              int limit = 1 + i % 20;
              long from = 10L + i % 150;
              Query<Step> own = shared.filter("height__lt", from + 40).limit(limit);
              assertThat(own.all())
                  .extracting(step -> step.height)
                  .isEqualTo(
                      IntStream.range(0, (int) Math.min(limit, from + 30))
                          .mapToObj(n -> Math.min(from + 39, RECORDS - 1) - n)
                          .toList());
              assertThat(own.count()).isEqualTo(Math.min(from + 40, RECORDS) - 10);
              assertThat(own.offset(1).first().orElseThrow().height)
                  .isEqualTo(Math.min(from + 39, RECORDS - 1) - 1);
              assertThat(own.orderBy("name").values("height").first().orElseThrow().get("height"))
                  .isEqualTo(10L);
              assertThat(shared.filter(even).filter("height__lt", from).count())
                  .isEqualTo(
                      IntStream.range(10, (int) from).filter(height -> height % 4 == 0).count());
              return true;
            });

    assertThat(done).hasSize(TASKS).doesNotContain(false);
    assertThat(shared.count()).isEqualTo(RECORDS - 10);
    assertThat(shared.all()).hasSize(RECORDS - 10);
  }
}
