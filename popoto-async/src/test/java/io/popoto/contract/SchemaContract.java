package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.annotation.Version;
import io.popoto.exception.ConflictException;
import io.popoto.exception.DecodeException;
import io.popoto.exception.StaleObjectException;
import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that an older class has written, or somebody's hand, and values of other types. */
abstract class SchemaContract extends Contract {
  private final List<String> rebuilds = new CopyOnWriteArrayList<>();
  private final List<DecodeException> failures = new CopyOnWriteArrayList<>();
  private Popoto other;

  SchemaContract(Api api) {
    super(api);
  }

  /** What was. */
  @Model(name = "Page")
  static class OldPage {
    @KeyField String name;
    @IndexedField String status;
    @SortedField long rank;
    String title;
    String extra;
    long views;

    @DatetimeField(autoNowAdd = true)
    Instant born;

    @Version long edition;

    OldPage() {}

    OldPage(String name, String status, long rank) {
      this.name = name;
      this.status = status;
      this.rank = rank;
      this.title = "title of " + name;
      this.extra = "extra";
      this.views = 10;
    }
  }

  /** What is: a field was renamed, some are new, one is gone, and so is one index. */
  @Model(name = "Page")
  static class NewPage {
    @KeyField String name;
    @IndexedField String status;
    long rank;

    @Field(name = "heading", aliases = "title")
    @IndexedField
    String headline;

    @Field(name = "total", aliases = "views")
    long total;

    @Field(aliases = "born")
    @DatetimeField(autoNowAdd = true)
    Instant createdAt;

    @Field(aliases = "edition")
    @Version
    long version;

    @IndexedField String level = "basic";
    @SortedField int weight = 5;

    NewPage() {}

    NewPage(String name, String status) {
      this.name = name;
      this.status = status;
    }
  }

  @BeforeEach
  void connect() {
    other = redis.builder().onRebuildNeeded(rebuilds::add).onDecodeFailure(failures::add).build();
  }

  @AfterEach
  void disconnect() {
    other.close();
  }

  @Test
  void missingFieldHasItsInitializersValueAndARenamedOneItsOldText() {
    Repository<OldPage> before = repository(other, OldPage.class);
    Repository<NewPage> after = repository(NewPage.class);
    before.create(new OldPage("a", "open", 1));
    String key = redis.redisKey("Page:a");

    NewPage page = after.load("a").orElseThrow();
    assertThat(page.headline).isEqualTo("title of a");
    assertThat(page.total).isEqualTo(10);
    assertThat(page.level).isEqualTo("basic");
    assertThat(page.weight).isEqualTo(5);
    Row row = after.query().values("headline", "total", "level").get().orElseThrow();
    assertThat(row.get("headline")).isEqualTo("title of a");
    assertThat(row.get("total")).isEqualTo(10L);
    assertThat(row.get("level")).isEqualTo("basic");
    assertThat(after.query().filter("total", 10).count()).isEqualTo(1);

    page.headline = "new";
    after.save(page);
    assertThat(RawRedis.commands().hget(key, "extra")).isEqualTo("extra");
    assertThat(RawRedis.commands().hget(key, "heading")).isEqualTo("new");
    assertThat(after.load("a").orElseThrow().headline).isEqualTo("new");
    assertThat(after.query().filter("headline", "new").count()).isEqualTo(1);
    after.rebuildIndexes();
  }

  @Test
  void renamedFieldCanBecomeNull() {
    Repository<OldPage> before = repository(other, OldPage.class);
    Repository<NewPage> after = repository(NewPage.class);
    before.create(new OldPage("a", "open", 1));
    before.create(new OldPage("b", "open", 1));

    NewPage page = after.load("a").orElseThrow();
    page.headline = null;
    after.save(page);
    after.update(after.key("b"), Update.setNull("headline"));

    assertThat(after.load("a").orElseThrow().headline).isNull();
    assertThat(after.load("b").orElseThrow().headline).isNull();
    after.rebuildIndexes();
    assertThat(after.query().filter("headline__isnull", true).count()).isEqualTo(2);
  }

  @Test
  void renamedNumberIsAddedToAndCompared() {
    Repository<OldPage> before = repository(other, OldPage.class);
    Repository<NewPage> after = repository(NewPage.class);
    before.create(new OldPage("a", "open", 1));

    after.save(
        after.load("a").orElseThrow(),
        SaveOptions.only("status").onlyIf(Condition.of("total", 10)));
    assertThat(after.increment(after.key("a"), "total", 1)).isEqualTo(11L);

    assertThat(after.load("a").orElseThrow().total).isEqualTo(11);
    after.rebuildIndexes();
  }

  @Test
  void renamedCreationTimeAndVersionAreKept() {
    Repository<OldPage> before = repository(other, OldPage.class);
    Repository<NewPage> after = repository(NewPage.class);
    Instant born = before.create(new OldPage("a", "open", 1)).born;
    NewPage stale = after.load("a").orElseThrow();
    before.save(before.load("a").orElseThrow());

    assertThatThrownBy(() -> after.save(stale)).isInstanceOf(StaleObjectException.class);
    NewPage page = after.load("a").orElseThrow();
    assertThat(page.version).isEqualTo(2);
    after.save(page);

    assertThat(page.version).isEqualTo(3);
    assertThat(page.createdAt).isEqualTo(born);
    assertThat(after.load("a").orElseThrow().createdAt).isEqualTo(born);
    after.rebuildIndexes();
    assertThat(after.query().filter("createdAt", born).count()).isEqualTo(1);
  }

  /** What will be: the indexed time of creation has another name. */
  @Model(name = "Page")
  static class RenamedPage {
    @KeyField String name;
    @IndexedField String status;

    @Field(aliases = "createdAt")
    @DatetimeField(autoNowAdd = true)
    Instant since;
  }

  @Test
  void indexOfARenamedCreationTimeLacksWhatItTakesOverUntilTheRebuildThatIsAskedFor() {
    Repository<NewPage> before = repository(other, NewPage.class);
    before.create(new NewPage("a", "open"));
    Instant created = before.create(new NewPage("b", "open")).createdAt;
    List<String> reported = new CopyOnWriteArrayList<>();
    try (Popoto newer = redis.builder().onRebuildNeeded(reported::add).build()) {
      Repository<RenamedPage> after = repository(newer, RenamedPage.class);
      redis.use(newer, RenamedPage.class);
      await().until(() -> reported.equals(List.of("Page")));

      RenamedPage page = after.load("b").orElseThrow();
      page.since = Instant.EPOCH;
      assertThat(after.save(page).since).isEqualTo(created);
      assertThat(after.save(page).since).isEqualTo(created);
      assertThat(after.query().filter("since", created).count()).isZero();
      assertThat(after.checkIndexes().rebuildNeeded()).isTrue();
      assertThat(after.checkIndexes().missing()).isEqualTo(1);

      assertThat(after.rebuildIndexes()).isEqualTo(2);
      assertThat(after.checkIndexes().missing()).isZero();
      assertThat(after.checkIndexes().rebuildNeeded()).isFalse();
      assertThat(after.query().filter("since", created).all()).hasSize(1);
      assertThat(after.query().orderBy("since").keys())
          .containsExactly(after.key("a"), after.key("b"));
      assertThat(after.delete("b")).isTrue();
    }
  }

  @Test
  void conditionOfASaveReadsAnOldRecordAsAQueryDoes() {
    Repository<OldPage> before = repository(other, OldPage.class);
    before.create(new OldPage("a", "open", 1));
    before.create(new OldPage("b", "open", 1));
    Repository<Later> later = repository(Later.class);
    Condition holds =
        Condition.of("mood", "calm")
            .and(Condition.of("size__in", List.of(3, 4)))
            .and(Condition.of("remark__isnull", true))
            .and(Condition.of("total", 10))
            .and(Condition.of("status", "open"));
    Condition fails = Condition.of("mood", "wild").or(Condition.of("remark", "x"));

    Later page = later.load("a").orElseThrow();
    for (Condition refused : List.of(fails, holds.not())) {
      assertThatThrownBy(() -> later.save(page, SaveOptions.onlyIf(refused)))
          .isExactlyInstanceOf(ConflictException.class);
    }
    later.save(page, SaveOptions.only("mood").onlyIf(holds));
    page.mood = null;
    later.save(page, SaveOptions.onlyIf(holds));

    assertThatThrownBy(() -> later.save(page, SaveOptions.onlyIf(holds)))
        .isExactlyInstanceOf(ConflictException.class);
    later.save(page, SaveOptions.onlyIf(Condition.of("mood__isnull", true)));
    assertThat(later.query().filter(holds).keys()).containsExactly(later.key("b"));
    later.rebuildIndexes();
  }

  @Test
  void conditionOfASaveOnANewIndexMissesAnOldRecordUntilTheRebuild() {
    Repository<OldPage> before = repository(other, OldPage.class);
    Repository<NewPage> after = repository(NewPage.class);
    before.create(new OldPage("a", "open", 1));
    NewPage page = after.load("a").orElseThrow();
    Condition isBasic = Condition.of("level", "basic").and(Condition.of("weight__gte", 5));

    assertThatThrownBy(() -> after.save(page, SaveOptions.onlyIf(isBasic)))
        .isExactlyInstanceOf(ConflictException.class);
    after.rebuildIndexes();
    after.save(page, SaveOptions.onlyIf(isBasic));
    assertThat(page.version).isEqualTo(2);
  }

  /** The old class with fields that no index holds, with and without a default. */
  @Model(name = "Page")
  static class Later {
    @KeyField String name;
    @IndexedField String status;
    String mood = "calm";
    int size = 3;
    String remark;

    @Field(aliases = "views")
    long total;
  }

  @Test
  void changedClassIsReportedOnceUntilItIsRebuilt() {
    Repository<OldPage> before = repository(other, OldPage.class);
    before.create(new OldPage("a", "open", 3));
    before.create(new OldPage("b", "done", 4));
    assertThat(before.checkIndexes().rebuildNeeded()).isFalse();
    List<String> reported = new CopyOnWriteArrayList<>();
    try (Popoto newer = redis.builder().onRebuildNeeded(reported::add).build()) {
      Repository<NewPage> after = repository(newer, NewPage.class);
      redis.use(NewPage.class);

      await().until(() -> reported.equals(List.of("Page")));
      assertThat(after.checkIndexes().rebuildNeeded()).isTrue();
      assertThat(after.rebuildIndexes()).isEqualTo(2);

      assertThat(after.checkIndexes().rebuildNeeded()).isFalse();
      assertThat(after.checkIndexes().total()).isZero();
      assertThat(after.query().filter("level", "basic").count()).isEqualTo(2);
      assertThat(after.query().filter("headline", "title of b").count()).isEqualTo(1);
      assertThat(after.query().filter("weight__lte", 5).count()).isEqualTo(2);
      assertThat(RawRedis.keys(redis.namespace() + "/popoto:Page:sorted:"))
          .containsExactly(
              redis.redisKey("popoto:Page:sorted:createdAt"),
              redis.redisKey("popoto:Page:sorted:weight"));
      assertThat(reported).hasSize(1);
    }
    assertThat(rebuilds).isEmpty();
  }

  @Test
  void oldAndNewWritersSideBySideLeaveNoLyingIndex() {
    Repository<OldPage> before = repository(other, OldPage.class);
    Repository<NewPage> after = repository(NewPage.class);

    inParallel(
        600,
        i -> {
          String name = "p" + i % 20;
          switch (i % 5) {
            case 0, 1 -> {
              OldPage page = before.load(name).orElseGet(() -> new OldPage(name, "", i));
              page.status = "old" + i % 3;
              page.rank = i;
              save(before, page);
            }
            case 2, 3 -> {
              NewPage page = after.load(name).orElseGet(() -> new NewPage(name, ""));
              page.status = "new" + i % 3;
              page.headline = "by " + i;
              save(after, page);
            }
            default -> before.delete(before.key(name));
          }
          return i;
        });

    assertThat(before.checkIndexes().total()).isZero();
    assertThat(after.checkIndexes().total()).isZero();
    for (OldPage page : before.query().all()) {
      assertThat(before.query().filter("status", page.status).keys())
          .contains(before.key(page.name));
      assertThat(after.query().filter("status", page.status).keys()).contains(after.key(page.name));
    }
    after.rebuildIndexes();
    assertThat(after.query().filter("weight", 5).count()).isEqualTo(after.query().count());
    assertThat(after.checkIndexes().missing()).isZero();
  }

  private static <T> void save(Repository<T> repository, T entity) {
    try {
      repository.save(entity);
    } catch (StaleObjectException e) {
      // Another was faster.
    }
  }

  /** What was, with an index of every order. */
  @Model(name = "Visit")
  static class OldVisit {
    @KeyField String name;

    @DatetimeField(autoNowAdd = true)
    Instant createdAt;

    @SortedField long rank;
    @SortedField LocalDate day = LocalDate.EPOCH;
    @SortedField BigDecimal price = new BigDecimal("1.50");
    @SortedField int size;
    long views;
  }

  /** The same with one index more. */
  @Model(name = "Visit")
  static class NewVisit {
    @KeyField String name;

    @DatetimeField(autoNowAdd = true)
    Instant createdAt;

    @SortedField long rank;
    @SortedField LocalDate day = LocalDate.EPOCH;
    @SortedField BigDecimal price = new BigDecimal("1.50");
    @SortedField int size;
    long views;
    @IndexedField String level = "basic";
  }

  @Test
  void writeOfAnOldRecordKeepsItsEntriesInIndexesThatHaveNotChanged() {
    Repository<OldVisit> before = repository(other, OldVisit.class);
    Repository<NewVisit> after = repository(NewVisit.class);
    for (String name : List.of("saved", "some", "updated", "incremented", "untouched")) {
      OldVisit visit = new OldVisit();
      visit.name = name;
      visit.rank = Long.MAX_VALUE;
      visit.size = 3;
      before.create(visit);
    }

    after.save(after.load("saved").orElseThrow());
    after.save(after.load("some").orElseThrow(), SaveOptions.only("level"));
    after.update(after.key("updated"), Update.set("rank", Long.MAX_VALUE - 1));
    after.increment(after.key("incremented"), "views", 1);

    Instant createdAt = after.load("saved").orElseThrow().createdAt;
    assertThat(after.query().filter("createdAt", createdAt).keys()).contains(after.key("saved"));
    assertThat(after.query().orderBy("-createdAt").limit(10).all()).hasSize(5);
    assertThat(after.query().filter("rank", Long.MAX_VALUE).count()).isEqualTo(4);
    assertThat(after.query().filter("rank", Long.MAX_VALUE - 1).count()).isEqualTo(1);
    assertThat(after.query().filter("day", LocalDate.EPOCH).count()).isEqualTo(5);
    assertThat(after.query().filter("price__gte", new BigDecimal("1.5")).count()).isEqualTo(5);
    assertThat(after.query().filter("size", 3).count()).isEqualTo(5);
    assertThat(after.checkIndexes().missing()).isZero();
    assertThat(after.checkIndexes().total()).isZero();
    after.rebuildIndexes();
    assertThat(after.query().filter("level", "basic").count()).isEqualTo(5);
  }

  /** The same with wider numbers, one of them with another kind of entry. */
  @Model(name = "Visit")
  static class WideVisit {
    @KeyField String name;
    @SortedField long size;
  }

  @Test
  void numberThatWasWidenedIsMissedUntilTheRebuildButStopsNoQuery() {
    Repository<OldVisit> before = repository(other, OldVisit.class);
    Repository<WideVisit> after = repository(WideVisit.class);
    for (int i = 0; i < 3; i++) {
      OldVisit visit = new OldVisit();
      visit.name = "v" + i;
      visit.size = i;
      before.create(visit);
    }

    assertThat(after.query().filter("size__gte", 1).count()).isLessThanOrEqualTo(2);
    assertThat(after.query().filter("size__gte", 1).all()).hasSizeLessThanOrEqualTo(2);
    assertThat(after.query().orderBy("-size").limit(2).all()).hasSizeLessThanOrEqualTo(2);
    assertThat(after.query().orderBy("size").limit(1).page().items()).hasSizeLessThanOrEqualTo(1);

    after.rebuildIndexes();
    assertThat(after.query().filter("size__gte", 1).orderBy("size").keys())
        .containsExactly(after.key("v1"), after.key("v2"));
  }

  /** The key field of a page has another name. */
  @Model(name = "Page")
  static class RenamedKey {
    @KeyField
    @Field(aliases = "name")
    String heading;

    @IndexedField String status;
  }

  @Test
  void recordsWhoseKeyFieldWasRenamedSurviveTheRebuild() {
    Repository<OldPage> before = repository(other, OldPage.class);
    Repository<RenamedKey> after = repository(RenamedKey.class);
    before.create(new OldPage("a", "open", 1));
    before.create(new OldPage("b", "open", 2));

    assertThat(after.checkIndexes().partialWrites()).isZero();
    assertThat(after.rebuildIndexes()).isEqualTo(2);

    assertThat(after.load("a").orElseThrow().heading).isEqualTo("a");
    assertThat(after.query().filter("status", "open").count()).isEqualTo(2);
    assertThat(after.delete("a")).isTrue();
    after.save(after.load("b").orElseThrow());
  }

  @Test
  void deletionThroughAnotherClassLeavesNothing() {
    Repository<OldPage> before = repository(other, OldPage.class);
    Repository<NewPage> after = repository(NewPage.class);
    before.create(new OldPage("a", "open", 1));
    after.create(new NewPage("b", "open"));

    assertThat(after.delete("a")).isTrue();
    assertThat(before.delete("b")).isTrue();

    assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
  }

  @Test
  void undecodableFieldIsReportedAndHidesNoOtherRecord() {
    Repository<Item> items = repository(other, Item.class);
    redis.use(Item.class);
    items.create(new Item("a", 1));
    items.create(new Item("b", 2));
    items.create(new Item("c", 3));
    RawRedis.commands().hset(redis.redisKey("Item:b"), "value", "two");
    Key<Item> broken = items.key("b");

    assertThatThrownBy(() -> items.load(broken))
        .isInstanceOfSatisfying(DecodeException.class, SchemaContract::isTheBrokenOne);
    assertThat(failures).isEmpty();
    assertThat(items.query().all()).extracting(item -> item.name).containsExactly("a", "c");
    assertThat(failures).singleElement().satisfies(SchemaContract::isTheBrokenOne);
    failures.clear();
    assertThat(items.getMany(List.of(items.key("a"), broken)).get(1)).isEmpty();
    assertThat(items.getManyPresent(List.of(items.key("a"), broken))).hasSize(1);
    assertThat(failures).hasSize(2);

    assertThat(items.query().values("name").all()).hasSize(3);
    assertThat(items.query().count()).isEqualTo(3);
    assertThat(items.exists("b")).isTrue();
    items.save(new Item("b", 22));
    assertThat(items.load("b").orElseThrow().value).isEqualTo(22);
    RawRedis.commands().hset(redis.redisKey("Item:b"), "value", "two");
    assertThat(items.delete(broken)).isTrue();
  }

  private static void isTheBrokenOne(DecodeException failure) {
    assertThat(failure.key()).isEqualTo("Item:b");
    assertThat(failure.field()).isEqualTo("value");
    assertThat(failure.storedText()).isEqualTo("two");
    assertThat(failure).hasMessageContainingAll("Item:b", "value", "two");
  }

  /** A thing with a name that only one has, and a size that orders them. */
  @Model(orderBy = "size")
  static class Sized {
    @KeyField String name;
    @UniqueField String label;
    @SortedField int size;
    @IndexedField int weight;
    int cost;

    Sized() {}

    Sized(String name, int size) {
      this.name = name;
      this.label = "label of " + name;
      this.size = size;
      this.weight = size;
      this.cost = size;
    }
  }

  private Repository<Sized> sized() {
    Repository<Sized> sized = repository(other, Sized.class);
    redis.use(Sized.class);
    for (int i = 0; i < 6; i++) {
      sized.create(new Sized("s" + i, i));
    }
    return sized;
  }

  private static List<String> names(List<Sized> sized) {
    return sized.stream().map(one -> one.name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cost", "size", "weight"})
  @Damages
  void undecodableRecordTakesNoPlaceInAPage(String field) {
    Repository<Sized> sized = sized();
    for (String name : List.of("s0", "s2", "s5")) {
      RawRedis.commands().hset(redis.redisKey("Sized:" + name), field, "much");
    }
    Query<Sized> all = sized.query();

    assertThat(all.first().orElseThrow().name).isEqualTo("s1");
    assertThat(all.last().orElseThrow().name).isEqualTo("s4");
    assertThat(names(all.limit(2).all())).containsExactly("s1", "s3");
    assertThat(names(all.orderBy("-cost").limit(3).all())).containsExactly("s4", "s3", "s1");
    assertThat(names(all.orderBy("name").limit(2).all())).containsExactly("s1", "s3");
    assertThat(all.stream().map(one -> one.name)).containsExactly("s1", "s3", "s4");
    Page<Sized> page = all.limit(1).page();
    assertThat(names(page.items())).containsExactly("s1");
    page = all.limit(1).after(page.next().orElseThrow()).page();
    assertThat(names(page.items())).containsExactly("s3");
    assertThat(failures).isNotEmpty().allMatch(failure -> failure.field().equals(field));

    // Only a value that the order needs matters to the names.
    for (String order : List.of("size", "-weight", "cost", "name")) {
      Query<Row> names = all.orderBy(order).values("name");
      int size = order.endsWith(field) ? 3 : 6;
      assertThat(names.all()).hasSize(size);
      assertThat(names.limit(6).all()).hasSize(size);
      assertThat(names.limit(6).page().items()).hasSize(size);
    }
    assertThat(all.orderBy("size").values("name").stream()).hasSize(field.equals("size") ? 3 : 6);
  }

  @Test
  @Damages
  void undecodableValueHidesNoOtherValue() {
    Repository<Sized> sized = sized();
    for (String field : List.of("size", "weight")) {
      RawRedis.commands().hset(redis.redisKey("Sized:s0"), field, "much");
      RawRedis.commands().hset(redis.redisKey("Sized:s5"), field, "more");
    }

    assertThat(sized.query().min("size").orElseThrow()).isEqualTo(1);
    assertThat(sized.query().max("size").orElseThrow()).isEqualTo(4);
    assertThat(sized.query().min("weight").orElseThrow()).isEqualTo(1);
    assertThat(sized.query().max("weight").orElseThrow()).isEqualTo(4);
    assertThat(sized.query().distinct("weight")).containsExactly(1, 2, 3, 4);
    assertThat(sized.query().countBy("size")).hasSize(4);
    assertThat(failures).isNotEmpty();
  }

  @Test
  void undecodableRecordIsToldByWhateverLoadsIt() {
    Repository<Sized> sized = sized();
    RawRedis.commands().hset(redis.redisKey("Sized:s0"), "cost", "much");

    for (String field : List.of("name", "label")) {
      String value = field.equals("name") ? "s0" : "label of s0";
      assertThatThrownBy(() -> sized.loadBy(field, value))
          .isInstanceOfSatisfying(
              DecodeException.class, failure -> assertThat(failure.key()).isEqualTo("Sized:s0"));
    }
    assertThat(failures).isEmpty();
  }

  @Test
  @Damages
  void undecodableIndexedFieldDoesNotStopARebuild() {
    Repository<Shelf> shelves = repository(other, Shelf.class);
    for (int i = 0; i < 3; i++) {
      shelves.create(new Shelf("s" + i, "c", i));
    }
    RawRedis.commands().hset(redis.redisKey("Shelf:s1"), "price", "much");
    RawRedis.deleteAll(redis.namespace() + "/popoto:");

    assertThat(shelves.rebuildIndexes()).isEqualTo(2);

    assertThat(failures).isNotEmpty().allMatch(failure -> failure.field().equals("price"));
    assertThat(shelves.query().filter("category", "c").filter("price__gte", 0).all()).hasSize(2);
    assertThat(shelves.delete("s1")).isTrue();
  }

  /** An amount of some currency. */
  record Money(String currency, long cents) {}

  /** Stores money as {@code EUR 1.50}. */
  static final class MoneyCodec implements ValueCodec<Money> {
    @Override
    public byte[] encode(Money value) {
      String text =
          "%s %d.%02d".formatted(value.currency(), value.cents() / 100, value.cents() % 100);
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Money decode(byte[] stored) {
      String text = new String(stored, StandardCharsets.UTF_8);
      if (!text.matches("[A-Z]{3} \\d+\\.\\d\\d")) {
        throw new IllegalArgumentException("no money: " + text);
      }
      return new Money(text.substring(0, 3), Long.parseLong(text.substring(4).replace(".", "")));
    }

    @Override
    public Optional<ScoreCodec<Money>> order() {
      return Optional.of(Money::cents);
    }

    @Override
    public boolean keyable() {
      return true;
    }
  }

  /** Money in every role. */
  @Model
  static class Coin {
    @KeyField Money face;
    @IndexedField Money price;
    @SortedField Money value;
    Money plain;
    Optional<Money> maybe = Optional.empty();

    Coin() {}

    Coin(long cents) {
      face = new Money("EUR", cents);
      price = new Money("EUR", cents % 2);
      value = new Money("EUR", -cents + 1000);
      plain = face;
      maybe = Optional.of(face);
    }
  }

  @Test
  void registeredCodecServesEveryRole() {
    try (Popoto popoto = redis.builder().codec(Money.class, new MoneyCodec()).build()) {
      Repository<Coin> coins = repository(popoto, Coin.class);
      redis.use(popoto, Coin.class);
      for (int cents = 150; cents < 160; cents++) {
        coins.create(new Coin(cents));
      }
      Money face = new Money("EUR", 155);

      Key<Coin> key = coins.key(face);
      assertThat(key).hasToString("Coin:EUR 1.55");
      assertThat(RawRedis.commands().hget(redis.redisKey(key), "plain")).isEqualTo("EUR 1.55");
      assertThat(coins.load(face).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(new Coin(155));
      assertThat(coins.query().filter("price", new Money("EUR", 1)).count()).isEqualTo(5);
      assertThat(coins.query().filter("plain", face).get().orElseThrow().face).isEqualTo(face);
      assertThat(coins.query().filter("value__lt", new Money("EUR", 845)).count()).isEqualTo(4);
      assertThat(coins.query().orderBy("value").first().orElseThrow().face.cents()).isEqualTo(159);
      coins.update(key, Update.set("value", new Money("EUR", 1)));
      assertThat(coins.query().orderBy("value").first().orElseThrow().face).isEqualTo(face);
      RawRedis.commands().hset(redis.redisKey(key), "plain", "free");
      assertThatThrownBy(() -> coins.load(key)).isInstanceOf(DecodeException.class);
      coins.delete(key);
    }
  }

  /** What refers to a coin, which the library knows only by a codec of its own. */
  @Model
  static class Pocket {
    @KeyField String owner;

    @Relationship(nullable = true)
    Ref<Coin> coin = Ref.empty();

    Pocket() {}

    Pocket(String owner, Ref<Coin> coin) {
      this.owner = owner;
      this.coin = coin;
    }
  }

  @Test
  void entityWhoseKeyHasARegisteredCodecCanBeReferredTo() {
    try (Popoto popoto = redis.builder().codec(Money.class, new MoneyCodec()).build()) {
      Repository<Coin> coins = repository(popoto, Coin.class);
      Repository<Pocket> pockets = repository(popoto, Pocket.class);
      redis.use(popoto, Coin.class);
      redis.use(popoto, Pocket.class);
      Coin coin = coins.create(new Coin(155));

      pockets.create(new Pocket("ann", Ref.of(coin)));

      assertThat(pockets.load("ann").orElseThrow().coin.load().orElseThrow().face.cents())
          .isEqualTo(155);
      assertThat(pockets.query().filter("coin", coin).count()).isEqualTo(1);
      pockets.update(pockets.key("ann"), Update.set("coin", coin));
      assertThat(pockets.query().filter("coin", Ref.of(coin)).count()).isEqualTo(1);
    }
  }
}
