package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.Version;
import io.popoto.exception.BulkException;
import io.popoto.exception.ConflictException;
import io.popoto.exception.DecodeException;
import io.popoto.exception.OutcomeUnknownException;
import io.popoto.exception.StaleObjectException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import io.popoto.testing.StoredState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failure after a write was done says so, and what can be foreseen is refused before. */
abstract class AfterSuccessContract extends Contract {
  AfterSuccessContract(Api api) {
    super(api);
  }

  /** Its constructor does not like some numbers. */
  @Model
  record Ticket(@KeyField String name, int number, @Version long version) {
    Ticket {
      if (number == 13 && version > 0) {
        throw new IllegalStateException("unlucky");
      }
    }
  }

  /** Ordered within its zone. */
  @Model
  static class Ride {
    @KeyField String name;
    String zone;

    @SortedField(partitionBy = "zone")
    double fare;

    Ride() {}

    Ride(String name, String zone, double fare) {
      this.name = name;
      this.zone = zone;
      this.fare = fare;
    }
  }

  private void edit(String key, String field, String text) {
    RawRedis.commands().hset(redis.redisKey(key), field, text);
  }

  private static void isDone(Throwable failure, Class<? extends Throwable> cause) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            OutcomeUnknownException.class, unknown -> assertThat(unknown.outcomeUnknown()).isTrue())
        .hasMessageContaining("was written")
        .hasCauseInstanceOf(cause);
  }

  @Test
  @Damages
  void keptTimeThatCannotBeDecodedIsAFailureAfterTheWrite() {
    Repository<Stamped> all = repository(Stamped.class);
    all.create(new Stamped("a", 1));
    edit("Stamped:a", "createdAt", "yesterday");

    isDone(catchThrowable(() -> all.save(new Stamped("a", 2))), DecodeException.class);
    assertThat(RawRedis.commands().hget(redis.redisKey("Stamped:a"), "score")).isEqualTo("2.0");
    isDone(catchThrowable(() -> all.updateOrCreate(new Stamped("a", 3))), DecodeException.class);
    assertThat(RawRedis.commands().hget(redis.redisKey("Stamped:a"), "score")).isEqualTo("3.0");
    isDone(
        catchThrowable(() -> all.save(new Stamped("a", 4), SaveOptions.only("score", "createdAt"))),
        DecodeException.class);
    isDone(
        catchThrowable(() -> all.migrateKey(new Stamped("b", 4), all.key("a"))),
        DecodeException.class);
    assertThat(all.exists("b")).isTrue();
    all.update(all.key("b"), Update.set("score", 5));
    assertThat(all.delete("b")).isTrue();
  }

  @Test
  void constructorThatThrowsIsAFailureAfterTheWrite() {
    Repository<Ticket> tickets = repository(Ticket.class);

    isDone(catchThrowable(() -> tickets.create(new Ticket("a", 13, 0))), RuntimeException.class);
    assertThat(tickets.exists("a")).isTrue();
    List<Ticket> both = List.of(new Ticket("b", 12, 0), new Ticket("c", 13, 0));
    assertThat(catchThrowable(() -> tickets.bulkCreate(both)))
        .isInstanceOfSatisfying(
            BulkException.class,
            bulk -> {
              assertThat(bulk.done()).hasSize(2);
              assertThat(bulk.done().get(0).cause()).isNull();
              assertThat(bulk.done().get(1).cause()).isInstanceOf(OutcomeUnknownException.class);
            });
    assertThat(tickets.query().count()).isEqualTo(3);
  }

  @Test
  @Damages
  void numberThatWasEditedIsNotAddedTo() {
    Repository<Tally> tallies = repository(Tally.class);
    tallies.create(new Tally("a"));
    List<String> fields =
        List.of(
            "tiny",
            "small",
            "number",
            "count",
            "boxed",
            "big",
            "sortedNumber",
            "sortedCount",
            "sortedBig",
            "indexed",
            "only",
            "place");
    for (String field : fields) {
      for (String text : List.of("1..5", "1.5", "abc", "", "1e", "0x10", "--1", " 7", "1e2", "+")) {
        isRefused(tallies, field, text);
      }
    }
    for (String field : List.of("balance", "sortedBalance")) {
      for (String text : List.of("1..5", "abc", "", ".", "1e", "0x10", "--1", " 7", "1e5e5")) {
        isRefused(tallies, field, text);
      }
    }
    for (String field : List.of("ratio", "sortedRatio")) {
      for (String text : List.of("1..5", "abc", "", ".", "1e", "0x10", "nan", "inf")) {
        isRefused(tallies, field, text);
      }
    }
  }

  private void isRefused(Repository<Tally> tallies, String field, String text) {
    edit("Tally:a", field, text);
    StoredState before = StoredState.of(redis.namespace() + "/");

    assertThatThrownBy(() -> tallies.increment(tallies.key("a"), field, 1))
        .as("%s = %s", field, text)
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("nothing was written");
    assertThatThrownBy(
            () -> tallies.bulkUpdate(tallies.query().filter("name", "a"), Update.add(field, 1)))
        .as("%s = %s", field, text)
        .isInstanceOfSatisfying(BulkException.class, bulk -> assertThat(bulk.notDone()).hasSize(1));

    assertThat(StoredState.of(redis.namespace() + "/"))
        .as("%s = %s", field, text)
        .isEqualTo(before);
    RawRedis.commands().hset(redis.redisKey("Tally:a"), field, "0");
  }

  @Test
  @Damages
  void scoreThatWasEditedIsNotMoved() {
    Repository<Ride> rides = repository(Ride.class);
    rides.create(new Ride("a", "north", 3));
    edit("Ride:a", "fare", "cheap");
    StoredState before = StoredState.of(redis.namespace() + "/");

    assertThatThrownBy(() -> rides.update(rides.key("a"), Update.set("zone", "south")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("fare");

    assertThat(StoredState.of(redis.namespace() + "/")).isEqualTo(before);
    rides.save(new Ride("a", "south", 4));
    assertThat(rides.checkIndexes().total()).isZero();
  }

  @Test
  void versionThatIsNoNumberIsRefusedBefore() {
    Repository<Ticket> tickets = repository(Ticket.class);
    Ticket ticket = tickets.create(new Ticket("a", 1, 0));
    for (String version : List.of("", "x", "1..5", "1.0", "99999999999999999999")) {
      edit("Ticket:a", "version", version);
      StoredState before = StoredState.of(redis.namespace() + "/");

      assertThatThrownBy(() -> tickets.save(ticket)).isInstanceOf(StaleObjectException.class);
      assertThatThrownBy(() -> tickets.update(tickets.key("a"), Update.set("number", 2)))
          .as(version)
          .isInstanceOf(ValidationException.class);

      assertThat(StoredState.of(redis.namespace() + "/")).isEqualTo(before);
    }
    edit("Ticket:a", "version", "1");
    assertThat(tickets.save(ticket).version()).isEqualTo(2);
  }
}
