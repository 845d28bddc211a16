package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Created;
import io.popoto.Repository;
import io.popoto.exception.ConflictException;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that are found, or else made. */
abstract class OrCreateContract extends Contract {
  private static final int CALLERS = 20;

  OrCreateContract(Api api) {
    super(api);
  }

  @Test
  void firstCallCreatesAndTheSecondFinds() {
    Repository<Item> items = repository(Item.class);
    Item item = new Item("a", 5);

    Created<Item> first = items.getOrCreate(item);
    Created<Item> second = items.getOrCreate(new Item("a", 6));

    assertThat(first.created()).isTrue();
    assertThat(first.entity()).isSameAs(item);
    assertThat(second.created()).isFalse();
    assertThat(second.entity().value).isEqualTo(5);
    assertThat(items.query().count()).isEqualTo(1);
  }

  @Test
  void updateOrCreateReplaces() {
    Repository<Item> items = repository(Item.class);

    assertThat(items.updateOrCreate(new Item("a", 5)).created()).isTrue();
    Created<Item> second = items.updateOrCreate(new Item("a", 6));

    assertThat(second.created()).isFalse();
    assertThat(second.entity().value).isEqualTo(6);
    assertThat(items.load("a").orElseThrow().value).isEqualTo(6);
  }

  @Test
  void storedCreationTimeIsGivenBack() {
    Repository<Stamped> stamped = repository(Stamped.class);
    Stamped first = stamped.create(new Stamped("a", 1));

    assertThat(stamped.getOrCreate(new Stamped("a", 2)).entity().score).isEqualTo(1);
    Stamped replaced = stamped.updateOrCreate(new Stamped("a", 3)).entity();

    assertThat(replaced.createdAt).isEqualTo(first.createdAt);
    assertThat(stamped.load("a").orElseThrow().score).isEqualTo(3);
  }

  @Test
  void hashThatIsNoRecordIsAConflictAndNoEndlessLoop() {
    Repository<Item> items = repository(Item.class);
    RawRedis.commands().hset(redis.redisKey("Item:a"), "value", "1");

    assertThatThrownBy(() -> items.getOrCreate(new Item("a", 2)))
        .isExactlyInstanceOf(ConflictException.class)
        .hasMessageContaining("Item:a");

    RawRedis.commands().del(redis.redisKey("Item:a"));
    assertThat(items.getOrCreate(new Item("a", 2)).created()).isTrue();
  }

  @Test
  void javaRecordsAreGivenBack() {
    Repository<Reservation> reservations = repository(Reservation.class);
    Reservation two = new Reservation("r", "c", 2);

    assertThat(reservations.getOrCreate(two)).isEqualTo(new Created<>(two, true));
    assertThat(reservations.getOrCreate(new Reservation("r", "c", 3)))
        .isEqualTo(new Created<>(two, false));
  }

  @Test
  void exactlyOneOfManyCreates() {
    Repository<User> users = repository(User.class);
    for (int round = 0; round < 5; round++) {
      String id = "id" + round;

      List<Created<User>> all = inParallel(CALLERS, i -> users.getOrCreate(user(id, "n" + i)));

      assertThat(all.stream().filter(Created::created)).hasSize(1);
      String winner = users.load(id).orElseThrow().name;
      assertThat(all).allMatch(created -> created.entity().name.equals(winner));
    }
  }

  @Test
  void exactlyOneOfManyUpdatesCreates() {
    Repository<User> users = repository(User.class);
    for (int round = 0; round < 5; round++) {
      String id = "id" + round;

      List<Created<User>> all = inParallel(CALLERS, i -> users.updateOrCreate(user(id, "n" + i)));

      assertThat(all.stream().filter(Created::created)).hasSize(1);
    }
    assertThat(users.query().count()).isEqualTo(5);
  }

  @Test
  void deletionsInBetweenNeverFailACall() {
    Repository<User> users = repository(User.class);

    List<Created<User>> all =
        inParallel(
            200,
            i -> {
              Created<User> found = users.getOrCreate(user("id", "n" + i));
              users.delete(found.entity());
              return found;
            });

    assertThat(all).allMatch(created -> created.entity().userId.equals("id"));
    assertThat(users.query().count()).isZero();
  }

  @Test
  void uniqueValueOfAnotherAndInvalidEntitiesAreRefused() {
    Repository<User> users = repository(User.class);
    users.create(new User("a@x", "s"));

    assertThatThrownBy(() -> users.getOrCreate(new User("a@x", "s")))
        .isExactlyInstanceOf(UniqueConstraintException.class);
    assertThatThrownBy(() -> users.updateOrCreate(new User("a@x", "s")))
        .isExactlyInstanceOf(UniqueConstraintException.class);
    assertThatThrownBy(() -> repository(Item.class).getOrCreate(new Item(null, 1)))
        .isExactlyInstanceOf(ValidationException.class);

    assertThat(users.query().count()).isEqualTo(1);
  }

  private static User user(String id, String name) {
    User user = new User(id + "@x", "s");
    user.userId = id;
    user.name = name;
    return user;
  }
}
