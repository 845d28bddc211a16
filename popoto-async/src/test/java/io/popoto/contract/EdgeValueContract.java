package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.Update;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.exception.DecodeException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Values that a field can hold and somebody else has not thought of. */
abstract class EdgeValueContract extends Contract {
  EdgeValueContract(Api api) {
    super(api);
  }

  /** Numbers without an order. */
  @Model(name = "Reading")
  static class Reading {
    @KeyField String name;
    double value;
    @IndexedField Double group;
    @IndexedField BigDecimal amount = BigDecimal.ONE;

    Reading() {}

    Reading(String name, double value) {
      this.name = name;
      this.value = value;
      this.group = value;
    }
  }

  /** The same, in order. */
  @Model(name = "Reading")
  static class SortedReading {
    @KeyField String name;
    @SortedField double value;
    @IndexedField Double group;
    @IndexedField BigDecimal amount = BigDecimal.ONE;
  }

  @Test
  void nullIsNotPutIntoAPrimitiveField() {
    Repository<Reading> readings = repository(Reading.class);
    redis.use(Reading.class);
    Key<Reading> key = readings.key(readings.create(new Reading("a", 1)).name);

    for (Update update : List.of(Update.setNull("value"), Update.set("value", null))) {
      assertThatThrownBy(() -> readings.update(key, update))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("Reading.value");
      assertThatThrownBy(() -> readings.bulkUpdate(readings.query(), update))
          .isInstanceOf(ValidationException.class);
    }

    assertThat(readings.load(key).orElseThrow().value).isOne();
  }

  @Test
  @Damages
  void whatHasNoPlaceInANewOrderIsToldAndHidesNothing() {
    List<DecodeException> failures = new CopyOnWriteArrayList<>();
    repository(Reading.class)
        .bulkCreate(
            List.of(
                new Reading("a", 2),
                new Reading("nan", Double.NaN),
                new Reading("inf", Double.POSITIVE_INFINITY),
                new Reading("b", 1)));
    try (Popoto popoto = redis.builder().onDecodeFailure(failures::add).build()) {
      Repository<SortedReading> sorted = repository(popoto, SortedReading.class);

      sorted.rebuildIndexes();

      assertThat(failures).extracting(DecodeException::key).contains("Reading:nan", "Reading:inf");
      assertThat(sorted.query().filter("value__gte", 0.0).all())
          .extracting(reading -> reading.name)
          .containsExactly("b", "a");
      assertThat(sorted.query().orderBy("-value").limit(2).all())
          .extracting(reading -> reading.name)
          .containsExactly("a", "b");
      assertThat(sorted.query().orderBy("value").all())
          .extracting(reading -> reading.name)
          .startsWith("b", "a");
      RawRedis.commands().hset(redis.redisKey("Reading:b"), "value", "NaN");
      assertThat(sorted.query().filter("value__gte", 0.0).all()).hasSize(1);
      assertThat(sorted.query().orderBy("value").limit(10).page().items()).hasSize(1);
    }
  }

  @Test
  void groupsOfNumbersWithoutAPlaceComeLast() {
    Repository<Reading> readings = repository(Reading.class);
    redis.use(Reading.class);
    Reading huge = new Reading("huge", 3);
    huge.amount = new BigDecimal("1E+400");
    readings.bulkCreate(
        List.of(new Reading("a", 2), new Reading("nan", Double.NaN), new Reading("b", 1), huge));

    assertThat(readings.query().distinct("group")).containsExactly(1.0, 2.0, 3.0, Double.NaN);
    assertThat(readings.query().countBy("group")).containsKeys(1.0, Double.NaN);
    assertThat(readings.query().distinct("amount")).containsExactly(BigDecimal.ONE, huge.amount);
  }

  @Test
  @Damages
  void numberThatWasEditedIsNoNumberAndHidesNone() {
    Repository<Reading> readings = repository(Reading.class);
    readings.bulkCreate(List.of(new Reading("a", 1), new Reading("b", 1), new Reading("c", 2)));
    RawRedis.commands().hset(redis.redisKey("Reading:b"), Map.of("value", "x", "amount", "y"));

    assertThat(readings.query().filter("amount", 1).all()).hasSize(2);
    assertThat(readings.query().filter("amount", 1).values("name").all()).hasSize(2);
    assertThat(readings.query().filter(Condition.of("value", 1.0).not()).values("name").all())
        .extracting(row -> row.get("name"))
        .contains("c");
  }

  @Test
  @Damages
  void recordThatIsGoneIsInNoGroup() {
    Repository<Reading> readings = repository(Reading.class);
    Reading dear = new Reading("b", 2);
    dear.amount = BigDecimal.TEN;
    Reading other = new Reading("a", 1);
    other.amount = BigDecimal.TEN;
    readings.bulkCreate(List.of(other, dear));
    RawRedis.commands().del(redis.redisKey("Reading:b"));

    assertThat(readings.query().countBy("amount")).isEqualTo(Map.of(BigDecimal.TEN, 1L));
    assertThat(readings.query().filter("amount", 10).countBy("amount"))
        .isEqualTo(Map.of(BigDecimal.TEN, 1L));
  }

  /** Bytes that are no text. */
  @Model
  static class Blob {
    @KeyField int number;
    @IndexedField byte[] digest;

    @SortedField(partitionBy = "digest")
    int size;

    Blob() {}

    Blob(int number, byte[] digest) {
      this.number = number;
      this.digest = digest;
    }
  }

  @Test
  void indexesOfBytesThatAreNoTextAreMaintained() {
    Repository<Blob> blobs = repository(Blob.class);
    redis.use(Blob.class);
    byte[] digest = {(byte) 0xFF, 1, 0, (byte) 0xC0};
    for (int i = 0; i < 600; i++) {
      blobs.save(new Blob(i, i == 0 ? new byte[] {(byte) 0xFE} : digest));
    }

    assertThat(blobs.checkIndexes().total()).isZero();
    assertThat(blobs.query().filter("digest", digest).count()).isEqualTo(599);
    assertThat(blobs.query().filter("digest", digest).explain()).contains("digest");
    assertThat(blobs.query().filter("digest", digest).filter("size__gte", 0).explain())
        .contains("size");
    RawRedis.commands().del(redis.redisKey("Blob:7"));
    assertThat(blobs.checkIndexes().total()).isEqualTo(3);
    assertThat(blobs.cleanIndexes()).isEqualTo(3);
    blobs.rebuildIndexes();
    assertThat(blobs.checkIndexes().total()).isZero();
    assertThat(blobs.checkIndexes().missing()).isZero();
  }

  /** A record of before it had regions. */
  @Model(name = "Visit")
  static class OldVisit {
    @KeyField String name;
    Instant at = Instant.EPOCH;

    OldVisit() {}

    OldVisit(String name) {
      this.name = name;
    }
  }

  /** With an order that is divided by region. */
  @Model(name = "Visit")
  static class RegionalVisit {
    @KeyField String name;

    @SortedField(partitionBy = "region")
    Instant at;

    @IndexedField String region;
  }

  @Test
  void placeInANewPartitionIsNeverLost() {
    try (Popoto before = redis.builder().build()) {
      repository(before, OldVisit.class).bulkCreate(List.of(new OldVisit("a"), new OldVisit("b")));
      Repository<RegionalVisit> visits = repository(RegionalVisit.class);
      visits.rebuildIndexes();

      assertThatThrownBy(() -> visits.update(visits.key("a"), Update.set("region", "eu")))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("save the whole of it");
      for (RegionalVisit visit : visits.query().all()) {
        visit.region = "eu";
        visits.save(visit);
      }

      assertThat(visits.query().filter("region", "eu").filter("at__gte", Instant.EPOCH).count())
          .isEqualTo(2);
      visits.update(visits.key("a"), Update.set("region", "us"));
      assertThat(visits.query().filter("region", "us").orderBy("at").all()).hasSize(1);
      assertThat(visits.checkIndexes().missing()).isZero();
    }
  }

  /** A Java record with components that may not be stored. */
  @Model(name = "Parcel")
  record Parcel(@KeyField String name, Optional<String> note, int size, boolean fragile) {}

  /** What was known of it before. */
  @Model(name = "Parcel")
  record OldParcel(@KeyField String name) {}

  /** A class with the same, without initializers. */
  @Model
  static class Letter {
    @KeyField String name;
    Optional<String> note;
    List<String> tags = new ArrayList<>();
  }

  @Test
  void componentsThatAreNotStoredAreWhatJavaGivesThem() {
    repository(OldParcel.class).create(new OldParcel("old"));
    try (Popoto popoto = redis.builder().build()) {
      Repository<Parcel> parcels = repository(popoto, Parcel.class);
      redis.use(popoto, Parcel.class);
      parcels.create(new Parcel("new", Optional.empty(), 3, true));
      parcels.rebuildIndexes();

      assertThat(parcels.load("new")).contains(new Parcel("new", Optional.empty(), 3, true));
      assertThat(parcels.load("old")).contains(new Parcel("old", Optional.empty(), 0, false));
      assertThat(parcels.query().filter("size", 0).keys()).hasSize(1);
      assertThat(parcels.query().filter("fragile", false).keys()).hasSize(1);
      assertThat(parcels.query().filter("size__isnull", true).count()).isZero();
      assertThat(parcels.query().filter("name", "old").values("size").all())
          .extracting(row -> row.get("size"))
          .containsExactly(0);
    }
    Repository<Letter> letters = repository(Letter.class);
    redis.use(Letter.class);
    Letter letter = new Letter();
    letter.name = "l";
    letter.note = Optional.empty();
    letters.create(letter);
    assertThat(letters.load("l").orElseThrow().note).isEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void nobodySharesTheValueOfAnInitializer() {
    Repository<Letter> letters = repository(Letter.class);
    redis.use(Letter.class);
    Letter letter = new Letter();
    letter.name = "l";
    letters.create(letter);
    RawRedis.commands().hdel(redis.redisKey("Letter:l"), "tags");

    for (int i = 0; i < 2; i++) {
      Row row = letters.query().values("tags").all().get(0);
      assertThat((List<String>) row.get("tags")).isEmpty();
      ((List<String>) row.get("tags")).add("mine");
    }
  }

  /** A field whose type a subclass gives. */
  static class Base<P> {
    P payload;
    List<P> list = List.of();
    Map<String, Optional<P>> map = Map.of();
  }

  /** A class between. */
  static class Middle<Q extends Comparable<Q>> extends Base<Q> {}

  /** Numbers that JSON would read as smaller ones. */
  @Model
  static class Longs extends Middle<Long> {
    @KeyField String name;
  }

  /** Times, which JSON would read as texts. */
  @Model
  static class Times extends Base<Instant> {
    @KeyField String name;
  }

  @Test
  void inheritedFieldsHaveTheTypesThatTheClassGivesThem() {
    Repository<Longs> longs = repository(Longs.class);
    Repository<Times> times = repository(Times.class);
    redis.use(Longs.class);
    redis.use(Times.class);
    Longs five = new Longs();
    five.name = "five";
    five.payload = 5L;
    five.list = List.of(6L);
    five.map = Map.of("x", Optional.of(7L));
    longs.create(five);
    Times epoch = new Times();
    epoch.name = "epoch";
    epoch.payload = Instant.EPOCH;
    epoch.list = List.of(Instant.EPOCH);
    times.create(epoch);

    assertThat(longs.load("five").orElseThrow()).usingRecursiveComparison().isEqualTo(five);
    assertThat(times.load("epoch").orElseThrow()).usingRecursiveComparison().isEqualTo(epoch);
    assertThat(longs.query().filter("payload", 5).orderBy("payload").limit(1).all()).hasSize(1);
    longs.increment(longs.key("five"), "payload", 3);
    assertThat(longs.load("five").orElseThrow().payload).isEqualTo(8L);
  }
}
