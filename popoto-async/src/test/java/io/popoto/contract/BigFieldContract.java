package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.RedisServers;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records with large fields that no index has: no call reads many of them, and none is missed. */
abstract class BigFieldContract extends Contract {
  private static final int RECORDS = 340;
  private static final int LENGTH = 250_000;

  /** What a call reads at most, and a field that it has begun: see docs/architecture.md. */
  private static final int MOST_OF_CALL = 2 * 2_500 * 200;

  private Repository<Paper> papers;
  private List<Paper> all;

  BigFieldContract(Api api) {
    super(api);
  }

  /** A text, of which the first ones are small: how large the others are is not known from them. */
  @Model
  static class Paper {
    @KeyField String name;
    @IndexedField String kind;
    @SortedField int number;

    @SortedField
    @Field(nullable = true)
    Integer rank;

    String body;

    Paper() {}

    Paper(int i) {
      name = "p%04d".formatted(i);
      kind = "k" + i % 2;
      number = i * 7 % RECORDS;
      rank = i % 3 == 0 ? i : null;
      String text = "begin " + (RECORDS - i) % 10 + " ";
      body = i < 260 ? text : text + "x".repeat(LENGTH);
    }
  }

  @BeforeEach
  void create() {
    papers = repository(Paper.class);
    all = IntStream.range(0, RECORDS).mapToObj(Paper::new).toList();
    papers.bulkCreate(all);
  }

  /**
   * Asserts what a query finds.
   *
   * @param large how many large fields have to be read for it
   */
  private void finds(Query<Paper> query, int large, Predicate<Paper> test) {
    List<String> names = all.stream().filter(test).map(paper -> paper.name).toList();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      assertThat(query.count()).isEqualTo(names.size());
      hasReadAFewAtATime(monitor, large);
      assertThat(query.keys()).extracting(Key::id).containsExactlyElementsOf(names);
      hasReadAFewAtATime(monitor, large);
      assertThat(query.orderBy("body").limit(7).all())
          .extracting(paper -> paper.name)
          .containsExactlyElementsOf(first(test, Comparator.comparing(paper -> paper.body)));
      hasReadAFewAtATime(monitor, large);
    }
    assertThat(query.orderBy("-number").limit(7).all())
        .extracting(paper -> paper.name)
        .containsExactlyElementsOf(first(test, byNumber().reversed()));
    assertThat(query.orderBy("rank").limit(7).all())
        .extracting(paper -> paper.name)
        .containsExactlyElementsOf(
            first(test, Comparator.comparing(paper -> paper.rank == null ? -1 : paper.rank)));
    assertThat(query.values("name").all()).hasSize(names.size());
  }

  private static void hasReadAFewAtATime(CommandMonitor monitor, int large) {
    long scripts =
        monitor.commands().stream().filter(line -> line.get(0).startsWith("EVALSHA")).count();
    assertThat(scripts).isGreaterThanOrEqualTo((long) large * LENGTH / (MOST_OF_CALL + LENGTH));
    monitor.clear();
  }

  private static Comparator<Paper> byNumber() {
    return Comparator.comparing((Paper paper) -> paper.number);
  }

  private List<String> first(Predicate<Paper> test, Comparator<Paper> order) {
    return all.stream()
        .filter(test)
        .sorted(order.thenComparing(paper -> paper.name))
        .limit(7)
        .map(paper -> paper.name)
        .toList();
  }

  @Test
  void conditionOnALargeField() {
    String small = all.get(13).body;
    String large = all.get(283).body;
    Condition isLarge = Condition.of("body", large);
    finds(papers.query().filter("body", small), 80, paper -> paper.body.equals(small));
    finds(
        papers.query().filter(Condition.of("number__lt", 20).or(isLarge.not())),
        76,
        paper -> paper.number < 20 || !paper.body.equals(large));
    finds(
        papers
            .query()
            .filter(
                Condition.of("kind", "k0")
                    .and(Condition.of("body", small))
                    .or(Condition.of("kind", "k1").and(isLarge))),
        80,
        paper -> paper.body.equals(paper.kind.equals("k0") ? small : large));
  }
}
