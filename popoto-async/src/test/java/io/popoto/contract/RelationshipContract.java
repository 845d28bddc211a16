package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.annotation.Field;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.exception.QueryException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** References from record to record. */
abstract class RelationshipContract extends Contract {
  RelationshipContract(Api api) {
    super(api);
  }

  @Test
  void cyclesAndSelfReferencesLoadAndSave() {
    Repository<Author> authors = repository(Author.class);
    Author a = authors.create(new Author("a"));
    Author b = new Author("b");
    b.admires = Ref.of(a);
    authors.create(b);
    a.admires = Ref.of(b);
    authors.save(a);
    Author self = new Author("self");
    self.admires = authors.ref("self");
    authors.create(self);

    Author loaded = authors.load("a").orElseThrow();
    Author next = loaded.admires.load().orElseThrow();
    assertThat(next.name).isEqualTo("b");
    assertThat(next.admires.loadAsync().join().orElseThrow().name).isEqualTo("a");
    assertThat(authors.load("self").orElseThrow().admires.load().orElseThrow().name)
        .isEqualTo("self");
  }

  @Test
  void filterTakesAnInstanceARefOrAKey() {
    Repository<Author> authors = repository(Author.class);
    Author idol = authors.create(new Author("idol"));
    for (String name : List.of("x", "y")) {
      Author fan = new Author(name);
      fan.admires = Ref.of(idol);
      authors.create(fan);
    }

    assertThat(authors.query().filter("admires", idol).count()).isEqualTo(2);
    assertThat(authors.query().filter("admires", authors.ref("idol")).count()).isEqualTo(2);
    assertThat(authors.query().filter("admires", authors.key("idol")).all()).hasSize(2);
    assertThat(authors.query().filter("admires__in", List.of(idol, authors.key("x"))).all())
        .hasSize(2);
    assertThat(authors.query().filter("admires__isnull", true).all())
        .extracting(author -> author.name)
        .containsExactly("idol");
    assertThat(authors.query().exclude("admires", idol).count()).isEqualTo(1);
  }

  @Test
  void filterRefusesWhatIsNoReference() {
    Repository<Author> authors = repository(Author.class);

    for (Object operand : new Object[] {"alice", 1, new Item("a", 1)}) {
      assertThatThrownBy(() -> authors.query().filter("admires", operand).all())
          .isExactlyInstanceOf(QueryException.class);
    }
    Repository<Item> items = repository(Item.class);
    assertThatThrownBy(() -> authors.query().filter("admires", items.key("a")).all())
        .isExactlyInstanceOf(QueryException.class);
  }

  @Test
  void referenceToADeletedRecordIsEmptyWhenLoaded() {
    Repository<Author> authors = repository(Author.class);
    Author idol = authors.create(new Author("idol"));
    Author fan = new Author("fan");
    fan.admires = Ref.of(idol);
    authors.create(fan);

    authors.delete(idol);

    Author loaded = authors.load("fan").orElseThrow();
    assertThat(loaded.admires.load()).isEmpty();
    assertThat(loaded.admires.key()).contains(authors.key("idol"));
    assertThat(authors.query().filter("admires", idol).count()).isEqualTo(1);
    authors.save(loaded);
    assertThat(authors.delete(loaded)).isTrue();
  }

  @Test
  void textAndJsonOfAReferenceAreItsKey() {
    Repository<Author> authors = repository(Author.class);
    Ref<Author> ref = authors.ref("a");

    assertThat(ref).isEqualTo(Ref.of(new Author("a"))).hasSameHashCodeAs(Ref.of(new Author("a")));
    assertThat(ref).isNotEqualTo(authors.ref("b")).hasToString("Author:a");
    assertThat(JsonMapper.builder().build().writeValueAsString(List.of(ref)))
        .isEqualTo("[\"Author:a\"]");
  }

  @Test
  void emptyReferenceIsNeverNull() {
    Repository<Author> authors = repository(Author.class);
    Author author = new Author("a");
    author.admires = null;

    authors.create(author);

    Author loaded = authors.load("a").orElseThrow();
    assertThat(loaded.admires).isNotNull().isEqualTo(Ref.empty());
    assertThat(loaded.admires.load()).isEmpty();
    assertThat(authors.query().all().get(0).admires.isEmpty()).isTrue();
  }

  /** References that may be to nothing, in each way to say so. */
  @Model
  static class Visit {
    @KeyField String name;

    @Relationship(nullable = true)
    @Field(aliases = "host")
    Ref<Author> guide = Ref.empty();

    @Relationship Optional<Ref<Author>> guest = Optional.empty();

    Visit() {}

    Visit(String name) {
      this.name = name;
    }
  }

  record Guided(Ref<Author> guide, Optional<Ref<Author>> guest) {}

  @Test
  void referenceToNothingIsNeverNull() {
    Repository<Visit> visits = repository(Visit.class);
    Author author = repository(Author.class).create(new Author("a"));
    visits.create(new Visit("to nothing"));
    Visit full = new Visit("to somebody");
    full.guide = Ref.of(author);
    full.guest = Optional.of(Ref.of(author));
    visits.create(full);

    Visit empty = visits.load("to nothing").orElseThrow();
    assertThat(empty.guide).isEqualTo(Ref.empty());
    assertThat(empty.guest).isEmpty();
    assertThat(visits.query().orderBy("name").all().get(0).guide).isEqualTo(Ref.empty());
    assertThat(visits.query().as(Guided.class).all())
        .containsExactlyInAnyOrder(
            new Guided(Ref.empty(), Optional.empty()),
            new Guided(Ref.of(author), Optional.of(Ref.of(author))));
    Visit loaded = visits.query().with("guest", "guide").orderBy("-name").first().orElseThrow();
    assertThat(loaded.guest.orElseThrow().loaded().orElseThrow().name).isEqualTo("a");
    assertThat(loaded.guide.loaded().orElseThrow().name).isEqualTo("a");
    assertThat(visits.query().filter("guest__isnull", true).count()).isEqualTo(1);
    assertThat(visits.query().filter("guide", Ref.empty()).count()).isEqualTo(1);
    assertThat(visits.query().exclude("guide", Ref.empty()).count()).isEqualTo(1);
    visits.update(visits.key("to somebody"), Update.set("guide", Ref.empty()));
    assertThat(visits.query().filter("guide", Ref.empty()).count()).isEqualTo(2);
  }

  @Test
  void severalReferencesOfManyRecordsAreAllLoaded() {
    Repository<Visit> visits = repository(Visit.class);
    Repository<Author> authors = repository(Author.class);
    Ref<Author> guide = Ref.of(authors.create(new Author("guide")));
    Ref<Author> guest = Ref.of(authors.create(new Author("guest")));
    List<Visit> all = IntStream.range(0, 400).mapToObj(i -> new Visit("v" + i)).toList();
    all.forEach(
        visit -> {
          visit.guide = guide;
          visit.guest = Optional.of(guest);
        });
    visits.bulkCreate(all);

    for (int i = 0; i < 30; i++) {
      assertThat(visits.query().with("guest", "guide").all())
          .hasSize(400)
          .allMatch(visit -> visit.guide.loaded().isPresent())
          .allMatch(visit -> visit.guest.orElseThrow().loaded().isPresent());
    }
  }
}
