package io.popoto.internal.codec;

import io.popoto.spi.Equality;
import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The types that have a text of their own. */
final class StandardCodecs {
  private final Map<Class<?>, ValueCodec<?>> codecs = new HashMap<>();

  private StandardCodecs() {
    add(String.class, new StringCodec());
    add(Character.class, new CharCodec());
    add(byte[].class, new BytesCodec());
    add(UUID.class, ScalarCodec.of(UUID::toString, StandardCodecs::uuid).asKey());
    add(
        Boolean.class,
        ScalarCodec.of(String::valueOf, StandardCodecs::bool).orderedBy(b -> b ? 1 : 0).asKey());
    addWholeNumbers();
    addFractions();
    addTimes();
    addDateTimes();
  }

  /** Returns the codecs by type; primitive types are under their wrappers. */
  static Map<Class<?>, ValueCodec<?>> byType() {
    return Map.copyOf(new StandardCodecs().codecs);
  }

  /** Returns the UUID of its 36 characters; {@link UUID#fromString} takes fewer as well. */
  static UUID uuid(String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException("not a UUID: \"" + text + "\"");
    }
    return UUID.fromString(text);
  }

  private void addWholeNumbers() {
    add(Byte.class, whole(String::valueOf, Byte::valueOf, Byte::doubleValue));
    add(Short.class, whole(String::valueOf, Short::valueOf, Short::doubleValue));
    add(Integer.class, whole(String::valueOf, Integer::valueOf, Integer::doubleValue));
    add(Long.class, whole(String::valueOf, Long::valueOf, new LongOrder()));
    add(BigInteger.class, whole(BigInteger::toString, BigInteger::new, new BigIntegerOrder()));
  }

  private void addFractions() {
    add(
        Float.class,
        // Redis reads the text as a double: 0.7, not what 0.7f becomes when it is widened.
        ScalarCodec.<Float>of(NumberText::of, Float::valueOf)
            .comparedAs(Equality.NUMBER)
            .orderedBy(value -> Scores.finite(Double.parseDouble(NumberText.of(value)))));
    add(
        Double.class,
        ScalarCodec.<Double>of(NumberText::of, Double::valueOf)
            .comparedAs(Equality.NUMBER)
            .orderedBy(Scores::finite));
    add(
        BigDecimal.class,
        ScalarCodec.<BigDecimal>of(NumberText::of, NumberText::decimal)
            .comparedAs(Equality.DECIMAL)
            .orderedBy(new DecimalOrder()));
  }

  private void addTimes() {
    add(
        LocalDate.class,
        ScalarCodec.of(LocalDate::toString, LocalDate::parse)
            .orderedBy(LocalDate::toEpochDay)
            .asKey());
    add(
        LocalTime.class,
        ScalarCodec.of(LocalTime::toString, LocalTime::parse)
            .orderedBy(LocalTime::toNanoOfDay)
            .asKey());
    add(
        Duration.class,
        ScalarCodec.of(Duration::toString, Duration::parse)
            .orderedBy(new NanosOrder<>(Duration::getSeconds, Duration::getNano)));
  }

  private void addDateTimes() {
    add(
        Instant.class,
        ScalarCodec.of(Instant::toString, Instant::parse)
            .orderedBy(new NanosOrder<>(Instant::getEpochSecond, Instant::getNano))
            .asKey());
    add(
        LocalDateTime.class,
        ScalarCodec.of(LocalDateTime::toString, LocalDateTime::parse)
            .orderedBy(
                new NanosOrder<>(t -> t.toEpochSecond(ZoneOffset.UTC), LocalDateTime::getNano))
            .asKey());
    add(
        OffsetDateTime.class,
        ScalarCodec.of(OffsetDateTime::toString, OffsetDateTime::parse)
            .orderedBy(new NanosOrder<>(OffsetDateTime::toEpochSecond, OffsetDateTime::getNano))
            .asKey());
    // The offset tells the two hours apart where clocks are set back.
    add(
        ZonedDateTime.class,
        ScalarCodec.of(DateTimeFormatter.ISO_ZONED_DATE_TIME::format, ZonedDateTime::parse)
            .orderedBy(new NanosOrder<>(ZonedDateTime::toEpochSecond, ZonedDateTime::getNano)));
  }

  private static <V> ScalarCodec<V> whole(
      Function<V, String> writer, Function<String, V> reader, ScoreCodec<V> order) {
    return ScalarCodec.of(writer, reader).orderedBy(order).asKey();
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false: \"" + text + "\"");
    };
  }

  private <V> void add(Class<V> type, ValueCodec<V> codec) {
    codecs.put(type, codec);
  }
}
