package io.popoto.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.popoto.spi.ScoreCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/** Redis orders by score, then by the bytes of token, NUL and id: that is to be the exact order. */
@Domain(Values.class)
@Domain(DomainContext.Global.class)
class OrderTest {

  @Property(tries = 5_000)
  void longs(@ForAll long left, @ForAll long right) {
    ordered(Long.class, Comparator.naturalOrder(), left, right);
  }

  @Property(tries = 5_000)
  void neighboursAmongLongs(@ForAll long left) {
    ordered(Long.class, Comparator.naturalOrder(), left, left == Long.MAX_VALUE ? left : left + 1);
  }

  @Property(tries = 5_000)
  void bigIntegers(@ForAll BigInteger left, @ForAll BigInteger right, @ForAll byte step) {
    ordered(BigInteger.class, Comparator.naturalOrder(), left, right);
    BigInteger close = left.add(BigInteger.valueOf(step));
    ordered(BigInteger.class, Comparator.naturalOrder(), left, close);
  }

  @Property(tries = 5_000)
  void decimals(@ForAll BigDecimal left, @ForAll BigDecimal right, @ForAll byte step) {
    ordered(BigDecimal.class, Comparator.naturalOrder(), left, right);
    BigDecimal close = left.add(new BigDecimal(BigInteger.valueOf(step), left.scale() + 20));
    ordered(BigDecimal.class, Comparator.naturalOrder(), left, close);
    ordered(BigDecimal.class, Comparator.naturalOrder(), left, left.setScale(left.scale() + 2));
  }

  @Property(tries = 5_000)
  void instants(@ForAll Instant left, @ForAll Instant right) {
    ordered(Instant.class, Comparator.naturalOrder(), left, right);
    Instant close = left.equals(Instant.MAX) ? left : left.plusNanos(1);
    ordered(Instant.class, Comparator.naturalOrder(), left, close);
  }

  @Property(tries = 5_000)
  void durations(@ForAll Duration left, @ForAll Duration right) {
    ordered(Duration.class, Comparator.naturalOrder(), left, right);
  }

  @Property(tries = 5_000)
  void localDateTimes(@ForAll LocalDateTime left, @ForAll LocalDateTime right) {
    ordered(LocalDateTime.class, Comparator.naturalOrder(), left, right);
  }

  @Property
  void offsetDateTimesByInstant(@ForAll OffsetDateTime left, @ForAll OffsetDateTime right) {
    ordered(OffsetDateTime.class, OffsetDateTime.timeLineOrder(), left, right);
  }

  @Property
  void zonedDateTimesByInstant(@ForAll ZonedDateTime left, @ForAll ZonedDateTime right) {
    ordered(ZonedDateTime.class, Comparator.comparing(ZonedDateTime::toInstant), left, right);
  }

  @Property
  void datesAndTimes(
      @ForAll LocalDate date,
      @ForAll LocalDate day,
      @ForAll LocalTime time,
      @ForAll LocalTime hour) {
    ordered(LocalDate.class, Comparator.naturalOrder(), date, day);
    ordered(LocalTime.class, Comparator.naturalOrder(), time, hour);
  }

  @Property
  void smallNumbers(@ForAll byte left, @ForAll short middle, @ForAll int right) {
    ordered(Byte.class, Comparator.naturalOrder(), left, (byte) right);
    ordered(Short.class, Comparator.naturalOrder(), middle, (short) right);
    ordered(Integer.class, Comparator.naturalOrder(), (int) middle, right);
    ordered(Character.class, Comparator.naturalOrder(), (char) middle, (char) right);
    ordered(Boolean.class, Comparator.naturalOrder(), left > 0, right > 0);
  }

  @Property
  void finiteFractions(@ForAll double left, @ForAll double right) {
    if (Double.isFinite(left) && Double.isFinite(right)) {
      ordered(Double.class, Comparator.comparing(d -> d + 0.0), left, right);
    }
  }

  @Property(tries = 5_000)
  void stringsByTheirBytes(@ForAll String left, @ForAll String right) {
    Comparator<String> bytes = (a, b) -> Text.compare(Text.bytes(a), Text.bytes(b));
    ordered(String.class, bytes, left, right);
    ordered(String.class, bytes, left, left + right);
  }

  @Test
  void whatHasNoPlaceInAnOrderIsRefused() {
    refused(Double.class, Double.NaN);
    refused(Double.class, Double.POSITIVE_INFINITY);
    refused(Float.class, Float.NaN);
    refused(BigInteger.class, BigInteger.TWO.pow(1024));
    refused(BigDecimal.class, new BigDecimal("1E+400"));
  }

  @Test
  void numbersThatAreZeroAsDoublesHaveAnOrder() {
    Comparator<BigDecimal> order = Comparator.naturalOrder();
    ordered(BigDecimal.class, order, new BigDecimal("-1E-500"), BigDecimal.ZERO);
    ordered(BigDecimal.class, order, new BigDecimal("1E-500"), new BigDecimal("2E-500"));
    ordered(BigDecimal.class, order, new BigDecimal("1E-500"), new BigDecimal("1E-499"));
  }

  @Test
  void zeroHasNoSign() {
    assertThat(order(Double.class).score(-0.0)).isEqualTo(0.0);
    assertThat(order(Float.class).score(-0.0f)).isEqualTo(0.0);
    assertThat(order(BigDecimal.class).score(new BigDecimal("-1E-490"))).isEqualTo(0.0);
  }

  @Test
  void onlyExactOrdersDoWithoutTokens() {
    assertThat(order(Double.class).exact()).isTrue();
    assertThat(order(LocalDate.class).exact()).isTrue();
    assertThat(order(Long.class).exact()).isFalse();
    assertThat(order(String.class).exact()).isFalse();
    assertThat(order(Long.class).token(1L << 53)).isEqualTo("0");
    assertThat(order(Instant.class).token(Instant.parse("2024-02-29T12:00:00.123456Z")))
        .isEqualTo("0");
  }

  private static <V> void ordered(Class<V> type, Comparator<V> exact, V left, V right) {
    ScoreCodec<V> order = order(type);
    assertThat(order.score(left)).isFinite();
    int byScore = Double.compare(order.score(left), order.score(right));
    int members = byScore != 0 ? byScore : Text.compare(member(order, left), member(order, right));
    assertThat(Integer.signum(members))
        .as("%s and %s", left, right)
        .isEqualTo(Integer.signum(exact.compare(left, right)));
  }

  private static <V> byte[] member(ScoreCodec<V> order, V value) {
    String token = order.token(value);
    assertThat(token).doesNotContain("\0");
    return Text.bytes(order.exact() ? "id" : token + "\0id");
  }

  private static void refused(Class<?> type, Object value) {
    @SuppressWarnings("unchecked")
    ScoreCodec<Object> order = (ScoreCodec<Object>) order(type);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              order.score(value);
              order.token(value);
            });
  }

  @SuppressWarnings("unchecked")
  private static <V> ScoreCodec<V> order(Class<V> type) {
    return (ScoreCodec<V>) Codecs.standard().forType(type).order().orElseThrow();
  }
}
