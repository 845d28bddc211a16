package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Fields that note when a record was made and changed, by a clock of the caller's. */
abstract class ClockContract extends Contract {
  private static final Instant START = Instant.parse("2024-02-29T12:34:56.123456789Z");

  private final AtomicReference<Instant> time = new AtomicReference<>(START);

  ClockContract(Api api) {
    super(api);
  }

  /** Both kinds of times, in each type that can hold one. */
  @Model
  static class Times {
    @KeyField String key;
    String text;

    @DatetimeField(autoNowAdd = true)
    Instant madeInstant;

    @DatetimeField(autoNow = true)
    Instant instant;

    @DatetimeField(autoNow = true)
    LocalDateTime local;

    @DatetimeField(autoNow = true, indexed = false)
    OffsetDateTime shifted;

    @DatetimeField(autoNow = true)
    ZonedDateTime zoned;

    @DatetimeField(autoNow = true)
    long seconds;

    @DatetimeField(autoNowAdd = true)
    Long madeSeconds;

    @DatetimeField(autoNow = true)
    int number;

    @DatetimeField(autoNowAdd = true)
    Integer madeNumber;

    @DatetimeField(autoNow = true)
    double fraction;

    @DatetimeField(autoNowAdd = true)
    Double madeFraction;

    Times() {}

    Times(String key) {
      this.key = key;
    }
  }

  /** A Java record that notes when it was made. */
  @Model
  record Note(
      @KeyField String id,
      @DatetimeField(autoNowAdd = true) Instant made,
      @DatetimeField(autoNow = true) Instant changed) {}

  private Popoto withClock() {
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.ofHours(7);
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return time.get();
          }
        };
    return redis.builder().clock(clock).build();
  }

  @Test
  void everyTypeHoldsTheMomentInUtc() {
    redis.use(Times.class);
    try (Popoto popoto = withClock()) {
      Repository<Times> all = repository(popoto, Times.class);

      Times saved = all.create(new Times("a"));

      assertThat(all.load("a").orElseThrow()).usingRecursiveComparison().isEqualTo(saved);
      assertThat(saved.madeInstant).isEqualTo(START);
      assertThat(saved.instant).isEqualTo(START);
      assertThat(saved.local).isEqualTo(LocalDateTime.parse("2024-02-29T12:34:56.123456789"));
      assertThat(saved.shifted).isEqualTo(START.atOffset(ZoneOffset.UTC));
      assertThat(saved.zoned).isEqualTo(START.atZone(ZoneOffset.UTC));
      assertThat(saved.seconds).isEqualTo(START.getEpochSecond());
      assertThat(saved.madeSeconds).isEqualTo(START.getEpochSecond());
      assertThat(saved.number).isEqualTo((int) START.getEpochSecond());
      assertThat(saved.madeNumber).isEqualTo((int) START.getEpochSecond());
      assertThat(saved.fraction).isEqualTo(START.getEpochSecond() + 0.123456789);
      assertThat(saved.madeFraction).isEqualTo(saved.fraction);
      assertThat(all.query().filter("instant", START).count()).isEqualTo(1);
      assertThat(all.query().filter("seconds", START.getEpochSecond()).count()).isEqualTo(1);
    }
  }

  @Test
  void laterSavesMoveAutoNowAndGiveTheStoredCreationBack() {
    redis.use(Times.class);
    try (Popoto popoto = withClock()) {
      Repository<Times> all = repository(popoto, Times.class);
      all.create(new Times("a"));
      Instant later = START.plusSeconds(60);
      time.set(later);

      Times again = all.save(new Times("a"));

      assertThat(again.madeInstant).isEqualTo(START);
      assertThat(again.madeSeconds).isEqualTo(START.getEpochSecond());
      assertThat(again.madeFraction).isEqualTo(START.getEpochSecond() + 0.123456789);
      assertThat(again.instant).isEqualTo(later);
      assertThat(again.seconds).isEqualTo(later.getEpochSecond());
      assertThat(all.load("a").orElseThrow()).usingRecursiveComparison().isEqualTo(again);
      assertThat(all.query().filter("madeInstant__gt", START).count()).isZero();
      assertThat(all.query().filter("instant__gt", START).count()).isEqualTo(1);
    }
  }

  @Test
  void optionsDecideWhetherAutoNowMoves() {
    redis.use(Times.class);
    try (Popoto popoto = withClock()) {
      Repository<Times> all = repository(popoto, Times.class);
      Times saved = all.create(new Times("a"));
      time.set(START.plusSeconds(60));

      all.save(saved, SaveOptions.skipAutoNow());
      all.save(saved, SaveOptions.only("text"));
      assertThat(all.load("a").orElseThrow().instant).isEqualTo(START);
      assertThat(saved.instant).isEqualTo(START);

      all.save(saved, SaveOptions.only("seconds"));
      Times loaded = all.load("a").orElseThrow();
      assertThat(loaded.seconds).isEqualTo(START.getEpochSecond() + 60);
      assertThat(loaded.instant).isEqualTo(START);
      all.save(saved, SaveOptions.only("madeInstant"));
      assertThat(all.load("a").orElseThrow().madeInstant).isEqualTo(START);
    }
  }

  @Test
  void refusedSaveLeavesTheEntityAsItWas() {
    redis.use(Times.class);
    try (Popoto popoto = withClock()) {
      Repository<Times> all = repository(popoto, Times.class);
      all.create(new Times("a"));
      Times second = new Times("a");

      org.assertj.core.api.Assertions.assertThatThrownBy(() -> all.create(second))
          .isInstanceOf(io.popoto.exception.ConflictException.class);

      assertThat(second).usingRecursiveComparison().isEqualTo(new Times("a"));
    }
  }

  @Test
  void javaRecordComesBackWithItsTimes() {
    redis.use(Note.class);
    try (Popoto popoto = withClock()) {
      Repository<Note> notes = repository(popoto, Note.class);
      assertThat(notes.create(new Note("n", null, null))).isEqualTo(new Note("n", START, START));
      Instant later = START.plusSeconds(1);
      time.set(later);

      Note second = notes.save(new Note("n", null, null));

      assertThat(second).isEqualTo(new Note("n", START, later));
      assertThat(notes.load("n")).contains(second);
    }
  }
}
