package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Query;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.exception.QueryException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.RedisServers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries over references: loading them, and conditions on what they refer to. */
abstract class RelatedContract extends Contract {
  RelatedContract(Api api) {
    super(api);
  }

  /** Creates fan → idol → itself, two more fans, one of somebody unknown, and one of nobody. */
  private Repository<Author> authors() {
    Repository<Author> authors = repository(Author.class);
    for (String[] pair :
        new String[][] {{"idol", "idol"}, {"fan", "idol"}, {"fan2", "idol"}, {"lost", "unknown"}}) {
      Author author = new Author(pair[0]);
      author.admires = authors.ref(pair[1]);
      authors.create(author);
    }
    authors.create(new Author("nobody"));
    return authors;
  }

  private static List<String> names(Query<Author> query) {
    return query.all().stream().map(author -> author.name).toList();
  }

  @Test
  void referencesOfAllRecordsAreLoadedInOneMoreRoundTrip() {
    Repository<Author> authors = authors();
    authors.query().with("admires").all();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      List<Author> all = authors.query().with("admires").all();

      assertThat(sent(monitor)).isEqualTo(2);
      assertThat(all)
          .extracting(author -> author.admires.loaded().map(idol -> idol.name).orElse("-"))
          .containsExactly("idol", "idol", "idol", "-", "-");
      assertThat(all.get(3).admires.load()).isEmpty();
      assertThat(all.get(4).admires).isEqualTo(Ref.empty());
      monitor.clear();
      assertThat(names(authors.query().filter("name", "nobody").with("admires")))
          .containsExactly("nobody");
      assertThat(sent(monitor)).isEqualTo(1);
      monitor.clear();
      Query<Author> fans = authors.query().filter("admires__name", "idol");
      assertThat(names(fans)).hasSize(3);
      assertThat(sent(monitor)).isEqualTo(2);
      assertThat(fans.with("admires").explain())
          .contains("round trips: 1")
          .endsWith("besides, by calls of their own: admires__name, admires");
      assertThat(authors.query().explain()).doesNotContain("besides");
    }
  }

  private long sent(CommandMonitor monitor) {
    return monitor.commands().stream()
        .filter(command -> command.stream().anyMatch(part -> part.contains(redis.namespace())))
        .count();
  }

  @Test
  void conditionsReachTheRelatedRecordAndNoFurther() {
    Repository<Author> authors = authors();
    Query<Author> all = authors.query();

    assertThat(names(all.filter("admires__name", "idol"))).containsExactly("fan", "fan2", "idol");
    assertThat(names(all.filter("admires__name__startswith", "id"))).hasSize(3);
    assertThat(names(all.filter("admires__name__in", List.of()))).isEmpty();
    assertThat(names(all.exclude("admires__name__in", List.of()))).hasSize(5);
    assertThat(names(all.exclude("admires__name", "idol"))).containsExactly("lost", "nobody");
    assertThat(all.filter("admires__name", "idol").count()).isEqualTo(3);
    assertThat(all.filter("admires__name", "unknown").exists()).isFalse();
    for (String path : List.of("admires__admires__name", "admires__nope", "admires__name__gt")) {
      assertThatThrownBy(() -> all.filter(path, "idol").all())
          .isExactlyInstanceOf(QueryException.class);
    }
    assertThatThrownBy(() -> all.with("name").all()).isExactlyInstanceOf(QueryException.class);
  }
}
