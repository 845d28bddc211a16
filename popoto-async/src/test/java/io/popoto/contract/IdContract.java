package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Key;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.Model;
import io.popoto.exception.ConflictException;
import io.popoto.exception.ModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys that the library makes. */
abstract class IdContract extends Contract {
  IdContract(Api api) {
    super(api);
  }

  /** Sortable to the millisecond. */
  @Model
  static class Ticket {
    @AutoKeyField(strategy = AutoKeyField.Strategy.ULID)
    String id;

    int number;
  }

  /** Sortable to the second, as a Java record. */
  @Model
  record Letter(@AutoKeyField(strategy = AutoKeyField.Strategy.KSUID) String id, String text) {}

  /** No key of its own. */
  @Model
  static class Thought {
    @IndexedField String text;

    Thought() {}

    Thought(String text) {
      this.text = text;
    }
  }

  /** No key of its own, as a Java record. */
  @Model
  record Idea(@IndexedField String text, int times) {}

  @Test
  void ulidsAreInTheOrderOfTheirCreation() {
    Repository<Ticket> tickets = repository(Ticket.class);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Ticket ticket = new Ticket();
      ticket.number = i;
      ids.add(tickets.create(ticket).id);
    }

    assertThat(ids).allMatch(id -> id.matches("[0-9A-HJKMNP-TV-Z]{26}")).isSorted();
    assertThat(tickets.query().orderBy("id").all())
        .extracting(ticket -> ticket.number)
        .isSorted()
        .hasSize(50);
  }

  @Test
  void ksuidsHaveTwentySevenCharacters() {
    Repository<Letter> letters = repository(Letter.class);

    Letter letter = letters.create(new Letter(null, "dear"));
    Letter empty = letters.create(new Letter("", "dear"));
    Letter own = letters.create(new Letter("my own", "dear"));

    assertThat(letter.id()).matches("[0-9A-Za-z]{27}");
    assertThat(empty.id()).matches("[0-9A-Za-z]{27}").isNotEqualTo(letter.id());
    assertThat(own.id()).isEqualTo("my own");
    assertThat(letters.load(letter.id())).contains(letter);
    assertThat(letters.save(new Letter(letter.id(), "sir")).id()).isEqualTo(letter.id());
    assertThat(letters.query().count()).isEqualTo(3);
  }

  @Test
  void idsAreDistinctWhoeverMakesThem() {
    Repository<Ticket> tickets = repository(Ticket.class);
    Repository<Letter> letters = repository(Letter.class);

    List<String> ids = new ArrayList<>();
    ids.addAll(inParallel(300, i -> tickets.create(new Ticket()).id));
    ids.addAll(inParallel(300, i -> letters.create(new Letter(null, "l")).id()));

    assertThat(new HashSet<>(ids)).hasSize(600);
  }

  @Test
  void instanceRemembersItsHiddenKey() {
    Repository<Thought> thoughts = repository(Thought.class);
    Thought thought = new Thought("a");
    assertThat(thoughts.create(thought)).isSameAs(thought);
    thoughts.create(new Thought("a"));
    assertThat(thoughts.query().filter("text", "a").count()).isEqualTo(2);

    thought.text = "b";
    thoughts.save(thought);
    thoughts.save(thought, SaveOptions.only("text"));

    assertThat(thoughts.query().count()).isEqualTo(2);
    Thought loaded = thoughts.query().filter("text", "b").get().orElseThrow();
    loaded.text = "c";
    thoughts.save(loaded);
    assertThat(thoughts.query().filter("text", "b").count()).isZero();
    assertThat(thoughts.query().filter("text", "c").count()).isEqualTo(1);
    assertThatThrownBy(() -> thoughts.create(thought)).isInstanceOf(ConflictException.class);
    assertThat(thoughts.bulkUpdate(List.of(thought), Update.set("text", "d"))).isEqualTo(1);
    assertThat(thought.text).isEqualTo("d");
    assertThat(thoughts.delete(thought)).isTrue();
    assertThat(thoughts.delete(loaded)).isFalse();
    assertThat(thoughts.query().count()).isEqualTo(1);
  }

  @Test
  void hiddenKeyIsAKeyLikeAnyOther() {
    Repository<Thought> thoughts = repository(Thought.class);
    thoughts.create(new Thought("a"));

    Key<Thought> key = thoughts.query().keys().get(0);

    assertThat(key.toString()).matches("Thought:[0-9a-f]{32}");
    assertThat(thoughts.parseKey(key.toString())).isEqualTo(key);
    assertThat(thoughts.scanKeys("*")).containsExactly(key);
    assertThat(thoughts.load(key).orElseThrow().text).isEqualTo("a");
    Thought loaded = thoughts.load(key).orElseThrow();
    loaded.text = "b";
    thoughts.save(loaded);
    assertThat(thoughts.load(key).orElseThrow().text).isEqualTo("b");
    assertThat(thoughts.getManyPresent(List.of(key))).hasSize(1);
    assertThat(thoughts.delete(key)).isTrue();
  }

  @Test
  void manyHiddenKeysOfWhichOneIsGone() {
    Repository<Thought> thoughts = repository(Thought.class);
    thoughts.bulkCreate(IntStream.range(0, 60).mapToObj(i -> new Thought("t" + i)).toList());
    List<Key<Thought>> keys = new ArrayList<>(thoughts.query().keys());
    thoughts.delete(keys.get(7));

    assertThat(thoughts.getMany(keys).get(7)).isEmpty();
    assertThat(thoughts.getManyPresent(keys)).hasSize(59);
    assertThat(thoughts.getMany(keys.subList(0, 10)).get(7)).isEmpty();
  }

  @Test
  void instanceThatWasNeverStoredHasNoKey() {
    Repository<Thought> thoughts = repository(Thought.class);

    assertThatThrownBy(() -> thoughts.delete(new Thought("a"))).isInstanceOf(ModelException.class);
    assertThatThrownBy(() -> thoughts.save(new Thought("a"), SaveOptions.only("text")))
        .isInstanceOf(ModelException.class);

    assertThat(thoughts.query().count()).isZero();
  }

  @Test
  void javaRecordsHaveHiddenKeysAsWell() {
    Repository<Idea> ideas = repository(Idea.class);
    Idea idea = ideas.create(new Idea("a", 1));
    ideas.create(new Idea("a", 1));

    assertThat(ideas.query().count()).isEqualTo(2);
    assertThat(ideas.delete(idea)).isTrue();
    assertThat(ideas.query().all()).containsExactly(new Idea("a", 1));
  }
}
