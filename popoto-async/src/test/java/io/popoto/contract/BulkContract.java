package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.exception.BulkException;
import io.popoto.exception.BulkException.Outcome;
import io.popoto.exception.ConflictException;
import io.popoto.exception.ModelException;
import io.popoto.exception.UnavailableException;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.Damages;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Writes of many records by one call. */
abstract class BulkContract extends Contract {
  BulkContract(Api api) {
    super(api);
  }

  @Test
  void createdRecordsAreTheSameInstancesInOrder() {
    Repository<Product> products = repository(Product.class);
    List<Product> ten = products(10);

    List<Product> created = products.bulkCreate(ten, 3);

    assertThat(created).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(created.get(i)).isSameAs(ten.get(i));
      assertThat(products.load("p" + i)).isPresent();
    }
    assertThat(products.query().count()).isEqualTo(10);
    assertThat(products.bulkCreate(List.of())).isEmpty();
  }

  @Test
  void createdRecordsGetTheirIdsAndTimes() {
    Repository<User> users = repository(User.class);
    Repository<Stamped> stamped = repository(Stamped.class);

    List<User> created =
        users.bulkCreate(IntStream.range(0, 200).mapToObj(i -> new User("u" + i, "s")).toList());
    Stamped one = stamped.bulkCreate(List.of(new Stamped("a", 1))).get(0);

    assertThat(created.stream().map(user -> user.userId).distinct()).hasSize(200);
    assertThat(one.createdAt).isNotNull().isEqualTo(stamped.load("a").orElseThrow().createdAt);
  }

  @Test
  void javaRecordsAreCreatedAsCompletedCopies() {
    Repository<Reservation> reservations = repository(Reservation.class);
    List<Reservation> all =
        IntStream.range(0, 100).mapToObj(i -> new Reservation("r", "c" + i, i)).toList();

    assertThat(reservations.bulkCreate(all)).isEqualTo(all);
    assertThat(reservations.bulkUpdate(all, Update.add("partySize", 1))).isEqualTo(100);
    assertThat(reservations.load("r", "c7").orElseThrow().partySize()).isEqualTo(8);
    assertThat(reservations.bulkDelete(all)).isEqualTo(100);
  }

  @Test
  void updateOfAQueryMovesTheIndexes() {
    Repository<Product> products = repository(Product.class);
    products.bulkCreate(products(10));

    assertThat(
            products.bulkUpdate(
                products.query().filter("price__gte", 5),
                Update.set("price", new BigDecimal("50.5"))))
        .isEqualTo(5);

    assertThat(products.query().filter("price", new BigDecimal("50.50")).count()).isEqualTo(5);
    assertThat(products.query().filter("price__between", List.of(5, 9)).all()).isEmpty();
    assertThat(products.bulkUpdate(products.query(), Update.none())).isZero();
    assertThat(
            products.bulkUpdate(products.query().filter("price", 1000), Update.set("state", "x")))
        .isZero();
  }

  @Test
  void updateOfInstancesChangesThemAsWell() {
    Repository<Product> products = repository(Product.class);
    List<Product> ten = products.bulkCreate(products(10));

    long changed =
        products.bulkUpdate(
            ten, Update.set("category", "c").setNull("state").add("price", new BigDecimal("0.5")));

    assertThat(changed).isEqualTo(10);
    for (int i = 0; i < 10; i++) {
      assertThat(ten.get(i).category).isEqualTo("c");
      assertThat(ten.get(i).state).isNull();
      assertThat(ten.get(i).price).isEqualByComparingTo(i + ".5");
      assertThat(products.load("p" + i).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(ten.get(i));
    }
    assertThat(products.bulkUpdate(List.of(), Update.set("state", "x"))).isZero();
    assertThat(products.bulkUpdate(ten, Update.none())).isZero();
  }

  @Test
  void recordsThatAreGoneAreNotCounted() {
    Repository<Product> products = repository(Product.class);
    List<Product> five = products.bulkCreate(products(5));
    products.delete(five.get(2));

    assertThat(products.bulkUpdate(five, Update.set("state", "x"))).isEqualTo(4);
    assertThat(products.exists("p2")).isFalse();
    assertThat(five.get(2).state).isEqualTo("new");
  }

  @Test
  void deletionOfAQueryLeavesTheOthers() {
    Repository<Product> products = repository(Product.class);
    for (int i = 1; i <= 5; i++) {
      products.create(new Product("p" + i, "c", "s", i % 2 == 0 ? "10" : i == 1 ? "20" : "30"));
    }

    assertThat(products.bulkDelete(products.query().filter("price__gte", 30))).isEqualTo(2);

    assertThat(products.query().count()).isEqualTo(3);
    assertThat(products.query().filter("price__gte", 30).all()).isEmpty();
    assertThat(products.checkIndexes().total()).isZero();
  }

  @Test
  void limitAndOrderOfAQuerySelectWhatIsWritten() {
    Repository<Product> products = repository(Product.class);
    products.bulkCreate(products(10));

    assertThat(products.bulkDelete(products.query().orderBy("-price").limit(3))).isEqualTo(3);

    assertThat(products.query().orderBy("-price").first().orElseThrow().name).isEqualTo("p6");
  }

  @Test
  void invalidUpdateWritesNothing() {
    Repository<Product> products = repository(Product.class);
    products.bulkCreate(products(3));

    for (Update wrong :
        List.of(
            Update.set("nope", 1),
            Update.set("name", "x"),
            Update.set("price", "no number"),
            Update.setNull("price"),
            Update.add("state", 1),
            Update.set("state", "x").set("state", "y"))) {
      assertThatThrownBy(() -> products.bulkUpdate(products.query(), wrong))
          .isInstanceOf(ModelException.class);
      assertThatThrownBy(() -> products.bulkUpdate(products(3), wrong))
          .isInstanceOf(ModelException.class);
    }
    assertThatThrownBy(() -> products.bulkUpdate(products.query(), Update.set("state", "x"), 0))
        .isInstanceOf(ValidationException.class);

    assertThat(products.query().filter("state", "new").count()).isEqualTo(3);
  }

  @Test
  void deletionCountsWhatWasReallyDeleted() {
    Repository<Product> products = repository(Product.class);
    List<Product> two = products.bulkCreate(products(2));
    products.delete(two.get(1));
    Product copy = products.load("p0").orElseThrow();

    assertThat(products.bulkDelete(List.of(two.get(0), copy, two.get(1)))).isEqualTo(1);
    assertThat(products.bulkDelete(List.of())).isZero();

    assertThat(products.checkIndexes().total()).isZero();
  }

  @Test
  void deletionOfAllLeavesNoKey() {
    Repository<Product> products = repository(Product.class);
    Repository<Item> items = repository(Item.class);
    items.create(new Item("other", 1));
    products.bulkCreate(products(2500));

    assertThat(products.deleteAll()).isEqualTo(2500);

    assertThat(RawRedis.keys(redis.namespace() + "/")).noneMatch(key -> key.contains("Product"));
    assertThat(items.query().count()).isEqualTo(1);
    assertThat(products.deleteAll()).isZero();
  }

  @Test
  void deletionOfAllTakesTheEntriesOfLostRecordsAlong() {
    Repository<Shelf> shelves = repository(Shelf.class);
    for (int i = 0; i < 5; i++) {
      shelves.create(new Shelf("s" + i, "c" + i, i));
    }
    RawRedis.commands().del(redis.redisKey("Shelf:s1"), redis.redisKey("Shelf:s2"));

    assertThat(shelves.deleteAll()).isEqualTo(3);

    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void nothingIsSentWhenOneIsInvalid() {
    Repository<Limited> limited = repository(Limited.class);
    List<Limited> some = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      some.add(new Limited("k" + i, "x", 1L));
    }
    some.set(1999, new Limited("k1999", "toolong", 1L));

    assertThatThrownBy(() -> limited.bulkCreate(some)).isInstanceOf(ValidationException.class);
    some.set(1999, null);
    assertThatThrownBy(() -> limited.bulkCreate(some)).isInstanceOf(ValidationException.class);

    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void refusedRecordsAreNamedAndTheOthersAreIn() {
    Repository<User> users = repository(User.class);
    users.create(new User("u7", "first"));
    List<User> many = IntStream.range(0, 1000).mapToObj(i -> new User("u" + i, "bulk")).toList();

    BulkException failure = catchThrowableOfType(BulkException.class, () -> users.bulkCreate(many));

    assertThat(failure.items()).hasSize(1000).extracting(BulkException.Item::position).isSorted();
    assertThat(failure.done()).hasSize(999);
    assertThat(failure.unknown()).isEmpty();
    assertThat(failure.notDone())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.position()).isEqualTo(7);
              assertThat(item.key()).isEqualTo("User:" + many.get(7).userId);
              assertThat(item.cause()).isInstanceOf(UniqueConstraintException.class);
            });
    assertThat(users.query().filter("status", "bulk").count()).isEqualTo(999);
    assertThat(users.exists(many.get(7).userId)).isFalse();
    assertThat(failure).hasMessageContainingAll("User.bulkCreate", "999", "1 not done");
  }

  @Test
  @Damages
  void indexOfAWrongTypeRefusesRecordsOfWhichNothingIsWritten() {
    Repository<Product> products = repository(Product.class);
    String prefix = redis.namespace() + "/";
    String index = prefix + "popoto:Product:eq:category:c1";
    RawRedis.commands().set(index, "no set");

    BulkException failure =
        catchThrowableOfType(BulkException.class, () -> products.bulkCreate(products(10)));

    assertThat(failure.items())
        .extracting(BulkException.Item::outcome)
        .containsOnly(Outcome.DONE, Outcome.NOT_DONE);
    long done = failure.items().stream().filter(item -> item.outcome() == Outcome.DONE).count();
    assertThat(done).isEqualTo(8); // p1 and p8 are the others
    RawRedis.commands().del(index);
    assertThat(products.checkIndexes().total()).isZero();
    assertThat(products.query().count()).isEqualTo(done);
    assertThat(products.scanKeys("*")).hasSize((int) done);
  }

  @Test
  void sameKeyTwiceInOneCallIsRefusedOnce() {
    Repository<Product> products = repository(Product.class);
    List<Product> twice = new ArrayList<>(products(100));
    twice.add(new Product("p3", "again", "new", "1"));

    BulkException failure =
        catchThrowableOfType(BulkException.class, () -> products.bulkCreate(twice));

    assertThat(failure.notDone())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.position()).isEqualTo(100);
              assertThat(item.cause()).isExactlyInstanceOf(ConflictException.class);
            });
    assertThat(products.load("p3").orElseThrow().category).isEqualTo("c3");
  }

  @Test
  void updateThatOnlyOneRecordMayHaveIsDoneOnce() {
    Repository<User> users = repository(User.class);
    users.bulkCreate(IntStream.range(0, 50).mapToObj(i -> new User("u" + i, "s")).toList());

    BulkException failure =
        catchThrowableOfType(
            BulkException.class,
            () -> users.bulkUpdate(users.query(), Update.set("email", "same")));

    assertThat(failure.done()).hasSize(1);
    assertThat(failure.notDone())
        .hasSize(49)
        .allMatch(item -> item.cause() instanceof UniqueConstraintException);
    assertThat(users.loadBy("email", "same")).isPresent();
  }

  @Test
  void recordThatIsGoneIsNotSaidToBeDone() {
    Repository<User> users = repository(User.class);
    List<User> three =
        users.bulkCreate(List.of(new User("a", "s"), new User("b", "s"), new User("c", "s")));
    users.delete(three.get(0));

    BulkException failure =
        catchThrowableOfType(
            BulkException.class, () -> users.bulkUpdate(three, Update.set("email", "same")));

    assertThat(failure.items())
        .extracting(BulkException.Item::outcome)
        .containsExactly(Outcome.NOT_DONE, Outcome.DONE, Outcome.NOT_DONE);
    assertThat(failure.items().get(0).cause()).isNull();
    assertThat(failure).hasCauseInstanceOf(UniqueConstraintException.class);
  }

  @Test
  void cutConnectionIsAccountedForRecordByRecord() {
    int records = 10_000;
    redis.use(Product.class);
    try (FaultProxy proxy = FaultProxy.to(RedisServers.uri());
        Popoto popoto = redis.builder().uri(proxy.uri()).build()) {
      Repository<Product> products = repository(popoto, Product.class);
      products.exists("connected");
      proxy.cutBeforeReply(60);

      BulkException failure =
          catchThrowableOfType(
              BulkException.class, () -> products.bulkCreate(products(records), 512));

      assertThat(failure.items()).hasSize(records);
      assertThat(failure.done().size() + failure.notDone().size() + failure.unknown().size())
          .isEqualTo(records);
      assertThat(failure.done()).isNotEmpty();
      assertThat(failure.unknown()).isNotEmpty();
      assertThat(failure.notDone()).isNotEmpty();
      Set<String> keys = RawRedis.keys(redis.redisKey("Product:"));
      for (BulkException.Item item : failure.items()) {
        assertThat(item.key()).isEqualTo("Product:p" + item.position());
        boolean there = keys.contains(redis.redisKey(item.key()));
        if (item.outcome() == Outcome.UNKNOWN) {
          assertThat(item.cause())
              .isInstanceOfSatisfying(
                  UnavailableException.class, e -> assertThat(e.outcomeUnknown()).isTrue());
        } else {
          assertThat(there).as(item.toString()).isEqualTo(item.outcome() == Outcome.DONE);
        }
      }
    }
  }

  private static List<Product> products(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Product("p" + i, "c" + i % 7, "new", "" + i))
        .toList();
  }
}
