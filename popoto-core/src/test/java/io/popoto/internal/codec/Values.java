package io.popoto.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Arbitrary values over the whole range of each type, crowded where something may go wrong. */
final class Values extends DomainContextBase {
  private static final long EXACT = 1L << 53;

  @Provide
  Arbitrary<String> strings() {
    Arbitrary<Character> any = Arbitraries.chars().range(Character.MIN_VALUE, Character.MAX_VALUE);
    Arbitrary<Character> risky =
        Arbitraries.of('\0', '\1', '\2', '%', ':', '-', '2', '5', '3', 'A', '?', ' ', '\uFFFD');
    Arbitrary<Character> surrogates = Arbitraries.chars().range('\uD800', '\uDFFF');
    return Arbitraries.frequencyOf(
            Tuple.of(4, risky), Tuple.of(1, any), Tuple.of(1, surrogates), Tuple.of(1, pairs()))
        .list()
        .ofMaxSize(12)
        .map(
            parts -> {
              StringBuilder text = new StringBuilder();
              parts.forEach(text::append);
              return text.toString();
            });
  }

  private static Arbitrary<CharSequence> pairs() {
    return Arbitraries.integers()
        .between(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT)
        .map(Character::toString);
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.chars().range(Character.MIN_VALUE, Character.MAX_VALUE);
  }

  @Provide
  Arbitrary<Long> longs() {
    Arbitrary<Long> near =
        Arbitraries.of(0L, EXACT, -EXACT, 2 * EXACT, 1L << 60, Long.MAX_VALUE, Long.MIN_VALUE)
            .flatMap(base -> Arbitraries.longs().between(-1_030, 1_030).map(step -> base + step));
    return Arbitraries.oneOf(Arbitraries.longs(), near);
  }

  @Provide
  Arbitrary<BigInteger> bigIntegers() {
    Arbitrary<BigInteger> large =
        Combinators.combine(longs(), Arbitraries.integers().between(0, 900), longs())
            .as((high, shift, low) -> BigInteger.valueOf(high).shiftLeft(shift).add(big(low)));
    return Arbitraries.oneOf(longs().map(BigInteger::valueOf), large);
  }

  @Provide
  Arbitrary<BigDecimal> decimals() {
    Arbitrary<Integer> scales =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-3, 3), Arbitraries.integers().between(-280, 440));
    Arbitrary<BigInteger> digits =
        Arbitraries.oneOf(Arbitraries.longs().between(-130, 130), longs()).map(BigInteger::valueOf);
    return Combinators.combine(digits, scales).as(BigDecimal::new);
  }

  @Provide
  Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(Double::longBitsToDouble),
        Arbitraries.integers().map(i -> i / 100.0),
        Arbitraries.of(
            0.0,
            -0.0,
            Double.NaN,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.MIN_NORMAL,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY));
  }

  @Provide
  Arbitrary<Float> floats() {
    return Arbitraries.oneOf(
        Arbitraries.integers().map(Float::intBitsToFloat),
        Arbitraries.of(0f, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return seconds(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
        .flatMap(second -> nanos().map(nano -> Instant.ofEpochSecond(second, nano)));
  }

  @Provide
  Arbitrary<Duration> durations() {
    return seconds(Long.MIN_VALUE, Long.MAX_VALUE)
        .flatMap(second -> nanos().map(nano -> Duration.ofSeconds(second, nano)));
  }

  @Provide
  Arbitrary<LocalDateTime> localDateTimes() {
    return seconds(
            LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC),
            LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC))
        .flatMap(
            second ->
                nanos().map(nano -> LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC)));
  }

  @Provide
  Arbitrary<LocalDate> dates() {
    return localDateTimes().map(LocalDateTime::toLocalDate);
  }

  @Provide
  Arbitrary<LocalTime> times() {
    return Arbitraries.oneOf(
        localDateTimes().map(LocalDateTime::toLocalTime),
        Arbitraries.of(LocalTime.MIN, LocalTime.MAX, LocalTime.NOON));
  }

  @Provide
  Arbitrary<OffsetDateTime> offsetDateTimes() {
    return localDateTimes()
        .flatMap(
            time ->
                Arbitraries.integers()
                    .between(-18 * 3600, 18 * 3600)
                    .map(offset -> time.atOffset(ZoneOffset.ofTotalSeconds(offset))));
  }

  @Provide
  Arbitrary<ZonedDateTime> zonedDateTimes() {
    Arbitrary<ZoneId> zones =
        Arbitraries.of(
            List.of(
                ZoneId.of("Europe/Berlin"),
                ZoneId.of("America/New_York"),
                ZoneId.of("Australia/Lord_Howe"),
                ZoneId.of("UTC"),
                ZoneId.of("GMT+2"),
                ZoneOffset.UTC,
                ZoneOffset.ofHoursMinutesSeconds(1, 2, 3)));
    // Around the hour that comes twice in Berlin.
    Arbitrary<LocalDateTime> overlap =
        Arbitraries.integers()
            .between(0, 4 * 60)
            .map(minute -> LocalDateTime.of(2024, 10, 27, 0, 0).plusMinutes(minute));
    return Combinators.combine(
            Arbitraries.oneOf(localDateTimes(), overlap), zones, Arbitraries.of(true, false))
        .as(
            (time, zone, later) ->
                later
                    ? time.atZone(zone).withLaterOffsetAtOverlap()
                    : time.atZone(zone).withEarlierOffsetAtOverlap());
  }

  /** Seconds of any size; half of them close to each other and to where rounding begins. */
  private static Arbitrary<Long> seconds(long min, long max) {
    Arbitrary<Long> near =
        Arbitraries.of(
                0L, 1_700_000_000L, 9_000_000_000L, -9_000_000_000L, 9_007_199_254L, 1L << 40)
            .flatMap(base -> Arbitraries.longs().between(-2, 2).map(step -> base + step));
    return Arbitraries.oneOf(near, Arbitraries.longs().between(min, max), Arbitraries.of(min, max));
  }

  private static Arbitrary<Integer> nanos() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 999_999_999),
        Arbitraries.of(0, 1, 999, 1_000, 1_001, 999_999_998, 999_999_999, 500_000_000));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
