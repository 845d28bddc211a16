package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.annotation.Field;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.exception.ConflictException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Creating, saving, loading and deleting single records. */
abstract class WriteContract extends Contract {
  WriteContract(Api api) {
    super(api);
  }

  @Test
  void fieldThatDividesASortedIndexIsRequiredWhateverItsAnnotationSays() {
    Repository<Stall> stalls = repository(Stall.class);
    Stall stall = stalls.create(new Stall("a", "north", 1));

    for (Stall incomplete : List.of(new Stall("b", null, 1), new Stall("a", null, 2))) {
      assertThatThrownBy(() -> stalls.save(incomplete))
          .isExactlyInstanceOf(ValidationException.class)
          .hasMessageContaining("Stall.region is required");
    }
    assertThatThrownBy(() -> stalls.update(stalls.key("a"), Update.setNull("region")))
        .isExactlyInstanceOf(ValidationException.class)
        .hasMessageContaining("Stall.region is required");

    assertThat(stalls.load("a").orElseThrow()).usingRecursiveComparison().isEqualTo(stall);
    assertThat(stalls.query().filter("region", "north").filter("rank__gte", 0).count())
        .isEqualTo(1);
  }

  /** Its region may be null, but for the index. */
  @Model
  static class Stall {
    @KeyField String name;

    @Field(nullable = true)
    String region;

    @SortedField(partitionBy = "region")
    int rank;

    Stall() {}

    Stall(String name, String region, int rank) {
      this.name = name;
      this.region = region;
      this.rank = rank;
    }
  }

  @Test
  void secondSaveUnderTheSameKeyReplacesTheRecord() {
    Repository<Item> items = repository(Item.class);

    items.save(new Item("a", 1));
    items.save(new Item("a", 2));

    assertThat(items.query().count()).isEqualTo(1);
    assertThat(items.load("a").orElseThrow().value).isEqualTo(2);
  }

  @Test
  void createReturnsTheSameInstanceAndRefusesATakenKey() {
    Repository<Item> items = repository(Item.class);
    Item first = new Item("a", 1);

    assertThat(items.create(first)).isSameAs(first);
    assertThatThrownBy(() -> items.create(new Item("a", 2)))
        .isExactlyInstanceOf(ConflictException.class)
        .hasMessageContaining("Item:a");

    assertThat(items.load("a").orElseThrow().value).isEqualTo(1);
  }

  @Test
  void loadOfAMissingRecordIsEmpty() {
    Repository<Item> items = repository(Item.class);

    assertThat(items.load("nobody")).isEmpty();
    assertThat(items.exists("nobody")).isFalse();
    assertThat(items.loadBy("name", "nobody")).isEmpty();
  }

  @Test
  void deleteIsTrueOnceAndLeavesNoKey() {
    Repository<Product> products = repository(Product.class);
    Product product = products.create(new Product("pear", "fruit", "active", "1.50"));

    assertThat(products.delete(product)).isTrue();
    assertThat(products.delete(product)).isFalse();
    assertThat(products.delete(products.key("pear"))).isFalse();

    assertThat(products.load("pear")).isEmpty();
    assertThat(products.query().count()).isZero();
    assertThat(RawRedis.keys(redis.namespace() + "/"))
        .allMatch(key -> key.endsWith(":meta"), "is the description of the model");
  }

  @Test
  void keysAreLogicalAndParseBack() {
    Repository<Job> jobs = repository(Job.class);
    Job job = jobs.create(new Job("a:b", "100%", 1));

    var key = jobs.key(job.jobId, "a:b", "100%");

    assertThat(key).hasToString("Job:" + job.jobId + ":a%3Ab:100%25");
    assertThat(jobs.parseKey(key.toString())).isEqualTo(key);
    assertThat(jobs.load(key).orElseThrow().priority).isEqualTo(1);
    assertThat(jobs.exists(key)).isTrue();
    assertThat(jobs.delete(key)).isTrue();
    assertThatThrownBy(() -> jobs.parseKey("Doc:a:b")).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> jobs.key("a")).isInstanceOf(ValidationException.class);
  }

  @Test
  void plainSaveMovesAutoNowAndSkipAutoNowDoesNot() {
    Repository<Stamped> stamped = repository(Stamped.class);
    Instant before = Instant.now();
    Stamped record = stamped.create(new Stamped("a", 1));
    Instant created = record.createdAt;
    Instant updated = record.updatedAt;
    assertThat(created).isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));

    record.name = "skipped";
    stamped.save(record, SaveOptions.skipAutoNow());
    assertThat(stamped.load("a").orElseThrow().updatedAt).isEqualTo(updated);

    record.name = "plain";
    stamped.save(record);
    Stamped loaded = stamped.load("a").orElseThrow();
    assertThat(loaded.updatedAt).isAfter(updated).isEqualTo(record.updatedAt);
    assertThat(loaded.createdAt).isEqualTo(created);
    assertThat(loaded.name).isEqualTo("plain");
  }

  @Test
  void storedCreationTimeWinsAndIsGivenBack() {
    Repository<Stamped> stamped = repository(Stamped.class);
    Instant created = stamped.create(new Stamped("a", 1)).createdAt;

    Stamped other = stamped.save(new Stamped("a", 2));

    assertThat(other.createdAt).isEqualTo(created);
    assertThat(stamped.query().filter("createdAt", created).get().orElseThrow().score)
        .isEqualTo(2.0);
  }

  @Test
  void saveOfSomeFieldsLeavesTheOthersAlone() {
    Repository<Stamped> stamped = repository(Stamped.class);
    Stamped record = stamped.create(new Stamped("a", 1.0));
    Instant updated = record.updatedAt;

    record.name = "n";
    record.score = 999;
    stamped.save(record, SaveOptions.only("name"));

    Stamped loaded = stamped.load("a").orElseThrow();
    assertThat(loaded.name).isEqualTo("n");
    assertThat(loaded.score).isEqualTo(1.0);
    assertThat(loaded.updatedAt).isEqualTo(updated);
    assertThat(stamped.query().filter("score__gte", 900).all()).isEmpty();
  }

  @Test
  void saveOfNoFieldsDoesNothing() {
    Repository<Item> items = repository(Item.class);

    items.save(new Item("a", 1), SaveOptions.only(List.of()));

    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void saveOfSomeFieldsNeedsTheRecordAndKnownNames() {
    Repository<Stamped> stamped = repository(Stamped.class);

    assertThatThrownBy(() -> stamped.save(new Stamped("a", 1), SaveOptions.only("name")))
        .isExactlyInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> stamped.save(new Stamped("a", 1), SaveOptions.only("nope")))
        .isExactlyInstanceOf(ValidationException.class)
        .hasMessageContaining("nope");

    assertThat(stamped.query().count()).isZero();
  }

  @Test
  void saveOfAnAutoNowFieldAloneSetsIt() {
    Repository<Stamped> stamped = repository(Stamped.class);
    Stamped record = stamped.create(new Stamped("a", 1.0));
    Instant updated = record.updatedAt;

    stamped.save(record, SaveOptions.only("updatedAt"));

    assertThat(stamped.load("a").orElseThrow().updatedAt)
        .isAfter(updated)
        .isEqualTo(record.updatedAt);
  }

  @Test
  void conditionalSaveChangesTheRecordOnlyIfTheConditionHolds() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));

    items.save(new Item("a", 2), SaveOptions.onlyIf(Condition.of("value", 1)));
    assertThatThrownBy(
            () -> items.save(new Item("a", 3), SaveOptions.onlyIf(Condition.of("value", 1))))
        .isExactlyInstanceOf(ConflictException.class);
    assertThatThrownBy(
            () -> items.save(new Item("b", 1), SaveOptions.onlyIf(Condition.of("value", 1))))
        .isExactlyInstanceOf(ConflictException.class);

    assertThat(items.load("a").orElseThrow().value).isEqualTo(2);
    assertThat(items.exists("b")).isFalse();
  }

  @Test
  void conditionalSaveUnderstandsEveryKindOfField() {
    Repository<Product> products = repository(Product.class);
    Product product = products.create(new Product("pear", "fruit", "active", "1.50"));
    Condition holds =
        Condition.of("category", "fruit")
            .and(Condition.of("price__between", List.of(1, 2)))
            .and(Condition.of("state__in", List.of("active", "new")))
            .and(Condition.of("name__startswith", "pe"))
            .and(Condition.of("category__isnull", true).not());

    product.price = new BigDecimal("2.50");
    products.save(product, SaveOptions.onlyIf(holds));

    assertThat(products.load("pear").orElseThrow().price).isEqualByComparingTo("2.5");
    assertThatThrownBy(() -> products.save(product, SaveOptions.onlyIf(holds)))
        .isExactlyInstanceOf(ConflictException.class);
  }

  @Test
  void everyTypeReloadsEqual() {
    Repository<AllTypes> all = repository(AllTypes.class);
    AllTypes record = full();

    all.create(record);

    assertThat(all.load("k").orElseThrow()).usingRecursiveComparison().isEqualTo(record);
    assertThat(all.query().get().orElseThrow()).usingRecursiveComparison().isEqualTo(record);
    assertThat(all.load("k").orElseThrow().exact.scale()).isEqualTo(9);
  }

  @Test
  void nullEmptyTextAndEmptyCollectionsStayDistinct() {
    Repository<AllTypes> all = repository(AllTypes.class);
    AllTypes nulls = new AllTypes("nulls");
    nulls.greeting = null;
    nulls.listByDefault = null;
    AllTypes empty = new AllTypes("empty");
    empty.text = "";
    empty.greeting = "";
    empty.list = List.of();
    empty.listByDefault = List.of();
    empty.map = Map.of();
    empty.bytes = new byte[0];
    empty.maybe = Optional.of("");

    all.create(nulls);
    all.create(empty);

    assertThat(all.load("nulls").orElseThrow()).usingRecursiveComparison().isEqualTo(nulls);
    assertThat(all.load("empty").orElseThrow()).usingRecursiveComparison().isEqualTo(empty);
  }

  @Test
  void valuesThatLookLikeTheMarkOfNullAreKept() {
    Repository<AllTypes> all = repository(AllTypes.class);
    for (String text : List.of("\0", "\0\0", "\0x", "\uD800", "日本", "a\nb")) {
      AllTypes record = new AllTypes("k");
      record.text = text;
      record.greeting = text;
      record.bytes = new byte[] {0};

      all.save(record);

      AllTypes loaded = all.load("k").orElseThrow();
      assertThat(loaded.text).isEqualTo(text);
      assertThat(loaded.greeting).isEqualTo(text);
      assertThat(loaded.bytes).containsExactly(0);
    }
  }

  @Test
  void nullReplacesAValueAndBack() {
    Repository<AllTypes> all = repository(AllTypes.class);
    all.create(full());

    AllTypes empty = new AllTypes("k");
    empty.greeting = null;
    empty.listByDefault = null;
    all.save(empty);
    assertThat(all.load("k").orElseThrow()).usingRecursiveComparison().isEqualTo(empty);

    all.save(full());
    assertThat(all.load("k").orElseThrow()).usingRecursiveComparison().isEqualTo(full());
  }

  @Test
  void javaRecordsAreModels() {
    Repository<Reservation> reservations = repository(Reservation.class);
    Reservation reservation = new Reservation("Siam Garden", "foodie42", 4);

    assertThat(reservations.create(reservation)).isEqualTo(reservation);

    assertThat(reservations.load("Siam Garden", "foodie42")).contains(reservation);
    assertThat(reservations.query().filter("partySize", 4).all()).containsExactly(reservation);
    assertThat(reservations.delete(reservation)).isTrue();
  }

  @Test
  void unknownStoredFieldsSurviveASave() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    RawRedis.commands().hset(redis.redisKey("Item:a"), "later", "x");

    items.save(new Item("a", 2));

    assertThat(RawRedis.commands().hget(redis.redisKey("Item:a"), "later")).isEqualTo("x");
  }

  @Test
  void recordWithoutAFieldHasTheInitializersValue() {
    Repository<AllTypes> all = repository(AllTypes.class);
    all.create(full());
    RawRedis.commands().hdel(redis.redisKey("AllTypes:k"), "greeting", "number", "text");

    for (AllTypes loaded : List.of(all.load("k").orElseThrow(), all.query().get().orElseThrow())) {
      assertThat(loaded.greeting).isEqualTo("hello");
      assertThat(loaded.number).isZero();
      assertThat(loaded.text).isNull();
    }
  }

  @Test
  void requiredFieldsAndLengthsAreCheckedBeforeAnythingIsWritten() {
    Repository<Limited> limited = repository(Limited.class);

    assertThatThrownBy(() -> limited.save(new Limited(null, "x", 1L)))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> limited.save(new Limited("a", "x", null)))
        .isExactlyInstanceOf(ValidationException.class)
        .hasMessageContaining("rank");
    assertThatThrownBy(() -> limited.save(new Limited("a", "four", 1L)))
        .isExactlyInstanceOf(ValidationException.class)
        .hasMessageContaining("code");
    assertThatThrownBy(() -> limited.create(new Limited("k".repeat(513), "x", 1L)))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> limited.create(null)).isInstanceOf(ValidationException.class);
    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();

    limited.create(new Limited("k".repeat(512), "abc", 1L));
    assertThat(limited.load("k".repeat(512)).orElseThrow().code).isEqualTo("abc");
  }

  @Test
  void manyConcurrentNewRecordsGetDistinctIds() {
    Repository<User> users = repository(User.class);

    Set<String> ids =
        Set.copyOf(inParallel(1000, i -> users.create(new User("user" + i + "@x", "new")).userId));

    assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[0-9a-f]{32}"));
  }

  private static AllTypes full() {
    AllTypes record = new AllTypes("k");
    record.yes = true;
    record.tiny = -128;
    record.small = -32768;
    record.number = Integer.MIN_VALUE;
    record.large = Long.MIN_VALUE;
    record.half = -0.1f;
    record.fraction = -1.0e-300;
    record.letter = '本';
    record.boxedYes = false;
    record.boxedNumber = -1;
    record.boxedLarge = Long.MAX_VALUE;
    record.boxedFraction = Double.MAX_VALUE;
    record.text = "";
    record.colour = AllTypes.Colour.GREEN;
    record.huge = new BigInteger("-123456789012345678901234567890");
    record.exact = new BigDecimal("1234567890.123456789");
    record.uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    record.bytes = new byte[] {0, (byte) 0xFF};
    record.instant = Instant.parse("2024-02-29T12:34:56.123456789Z");
    record.date = LocalDate.of(-1, 1, 1);
    record.time = LocalTime.of(23, 59, 59, 999_999_999);
    record.dateTime = LocalDateTime.of(2024, 1, 2, 3, 4, 5, 6000);
    record.offsetTime = OffsetDateTime.parse("2024-05-06T07:08:09.123456+07:00");
    record.zoned = ZonedDateTime.parse("2024-10-27T02:30:00+01:00[Europe/Berlin]");
    record.duration = Duration.ofSeconds(-1, 1);
    record.maybe = Optional.of("there");
    record.maybeNumber = Optional.of(-7);
    record.list = List.of("b", "a", "");
    record.set = Set.of(1);
    record.map = Map.of("z", 1, "a", 2);
    record.array = new int[] {3, 1, 2};
    record.part = new AllTypes.Part("p", 1);
    record.parts = List.of(new AllTypes.Part("q", 2));
    return record;
  }
}
