package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Repository;
import io.popoto.testing.RawRedis;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many writers at once, and copies that have become stale. */
abstract class ConcurrencyContract extends Contract {
  ConcurrencyContract(Api api) {
    super(api);
  }

  @Test
  void concurrentSavesOfOneRecordLeaveOneOfThem() {
    Repository<User> users = repository(User.class);
    User user = users.create(new User("a@x", "msg0"));

    inParallel(
        50,
        i -> {
          User copy = new User("a@x", "msg" + i % 5);
          copy.userId = user.userId;
          return users.save(copy);
        });

    User loaded = users.load(user.userId).orElseThrow();
    assertThat(loaded.status).matches("msg[0-4]");
    assertThat(users.query().filter("status", loaded.status).count()).isEqualTo(1);
    assertThat(users.query().filter("status__startswith", "msg").count()).isEqualTo(1);
  }

  @Test
  void concurrentCreatesAreAllThere() {
    Repository<Item> items = repository(Item.class);

    inParallel(200, i -> items.create(new Item("i" + i, i)));

    assertThat(items.query().count()).isEqualTo(200);
    for (int i = 0; i < 200; i++) {
      assertThat(items.load("i" + i).orElseThrow().value).isEqualTo(i);
    }
  }

  @Test
  void wholeLivesOfManyRecordsLeaveNothing() {
    Repository<Shelf> shelves = repository(Shelf.class);
    int records = 500;

    inParallel(records, i -> shelves.create(new Shelf("s" + i, "c" + i % 7, i)));
    inParallel(
        records,
        i -> {
          Shelf shelf = shelves.load("s" + i).orElseThrow();
          shelf.category = "d" + i % 5;
          shelf.price = -i;
          return shelves.save(shelf);
        });
    redis.checkIndexes();
    assertThat(shelves.query().filter("category", "d1").filter("price__lte", 0).count())
        .isEqualTo(100);
    inParallel(records, i -> shelves.delete(shelves.key("s" + i)));

    assertThat(shelves.query().count()).isZero();
    assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
  }

  @Test
  void staleCopiesCannotMisleadTheIndexes() {
    Repository<User> users = repository(User.class);
    String id = users.create(new User("a@x", "A")).userId;
    User copy1 = users.load(id).orElseThrow();
    User copy2 = users.load(id).orElseThrow();

    copy1.status = "B";
    users.save(copy1);
    copy2.status = "C";
    users.save(copy2);

    assertThat(users.query().filter("status", "A").count()).isZero();
    assertThat(users.query().filter("status", "B").all()).isEmpty();
    assertThat(users.query().filter("status", "C").count()).isEqualTo(1);
    redis.checkIndexes();
    assertThat(users.delete(copy1)).isTrue();
    assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
  }

  @Test
  void exactlyOneOfManyConcurrentDeletesIsTrue() {
    Repository<User> users = repository(User.class);
    User user = users.create(new User("a@x", "A"));

    List<Boolean> deleted = inParallel(20, i -> users.delete(user));

    assertThat(deleted).containsOnlyOnce(true);
  }
}
