package io.popoto.internal.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.spi.Equality;
import io.popoto.spi.ValueCodec;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Domain(Values.class)
@Domain(DomainContext.Global.class)
class CodecsTest {
  private static final Codecs CODECS = Codecs.standard();

  enum Size {
    SMALL,
    LARGE {
      @Override
      boolean isLarge() {
        return true;
      }
    };

    boolean isLarge() {
      return false;
    }
  }

  @Property
  void textReloadsEqual(@ForAll String text, @ForAll char character) {
    reloads(String.class, text);
    reloads(char.class, character);
  }

  @Property
  void wholeNumbersReloadEqual(
      @ForAll byte b, @ForAll short s, @ForAll int i, @ForAll long l, @ForAll BigInteger big) {
    reloads(byte.class, b);
    reloads(short.class, s);
    reloads(int.class, i);
    reloads(long.class, l);
    reloads(BigInteger.class, big);
  }

  @Property
  void fractionsReloadEqual(@ForAll float f, @ForAll double d, @ForAll BigDecimal decimal) {
    reloads(float.class, f);
    reloads(double.class, d);
    reloads(BigDecimal.class, decimal);
  }

  @Property
  void timesReloadEqual(
      @ForAll Instant instant, @ForAll LocalDate date, @ForAll LocalTime time, @ForAll Duration d) {
    reloads(Instant.class, instant);
    reloads(LocalDate.class, date);
    reloads(LocalTime.class, time);
    reloads(Duration.class, d);
  }

  @Property
  void dateTimesReloadEqual(
      @ForAll LocalDateTime local, @ForAll OffsetDateTime offset, @ForAll ZonedDateTime zoned) {
    reloads(LocalDateTime.class, local);
    reloads(OffsetDateTime.class, offset);
    reloads(ZonedDateTime.class, zoned);
  }

  @Property
  void bytesAreRaw(@ForAll byte[] bytes) {
    ValueCodec<Object> codec = CODECS.forType(byte[].class);
    assertThat(codec.encode(bytes)).isEqualTo(bytes).isNotSameAs(bytes);
    assertThat(codec.decode(bytes)).isEqualTo(bytes).isNotSameAs(bytes);
  }

  @Property
  void uuidsReloadEqual(@ForAll long high, @ForAll long low) {
    reloads(UUID.class, new UUID(high, low));
  }

  static List<Arguments> extremes() {
    return List.of(
        Arguments.of(BigDecimal.class, new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE)),
        Arguments.of(BigDecimal.class, new BigDecimal(BigInteger.TEN, Integer.MIN_VALUE + 1)),
        Arguments.of(BigDecimal.class, new BigDecimal("-1.50E+2147483647")),
        Arguments.of(BigDecimal.class, new BigDecimal("0E-2147483647")),
        Arguments.of(Duration.class, Duration.ofSeconds(Long.MIN_VALUE)),
        Arguments.of(Duration.class, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
        Arguments.of(OffsetDateTime.class, OffsetDateTime.MIN),
        Arguments.of(OffsetDateTime.class, OffsetDateTime.MAX),
        Arguments.of(ZonedDateTime.class, LocalDateTime.MIN.atZone(ZoneId.of("Europe/Paris"))),
        Arguments.of(ZonedDateTime.class, LocalDateTime.MAX.atZone(ZoneOffset.MIN)),
        Arguments.of(boolean.class, true),
        Arguments.of(Boolean.class, false),
        Arguments.of(Size.class, Size.LARGE),
        Arguments.of(((Object) Size.LARGE).getClass(), Size.LARGE));
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void extremesReloadEqual(Type type, Object value) {
    reloads(type, value);
  }

  static List<Arguments> texts() {
    return List.of(
        Arguments.of(-7, "-7"),
        Arguments.of(4.7, "4.7"),
        Arguments.of(Double.parseDouble("1e23"), "1.0E23"),
        Arguments.of(Double.parseDouble("3.83259E20"), "3.83259E20"),
        Arguments.of(new BigDecimal("10.50"), "10.50"),
        Arguments.of(true, "true"),
        Arguments.of(Size.LARGE, "LARGE"),
        Arguments.of("Crème", "Crème"),
        Arguments.of(Instant.EPOCH, "1970-01-01T00:00:00Z"),
        Arguments.of(LocalTime.NOON, "12:00"),
        Arguments.of(Duration.ofMinutes(90), "PT1H30M"),
        Arguments.of(
            ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                .withLaterOffsetAtOverlap(),
            "2024-10-27T02:30:00+01:00[Europe/Berlin]"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aPersonCanReadWhatIsStored(Object value, String text) {
    assertThat(new String(CODECS.forType(value.getClass()).encode(value), UTF_8)).isEqualTo(text);
  }

  static List<Arguments> garbage() {
    return List.of(
        Arguments.of(int.class, "4.5"),
        Arguments.of(int.class, "٣"),
        Arguments.of(long.class, ""),
        Arguments.of(boolean.class, "TRUE"),
        Arguments.of(char.class, "ab"),
        Arguments.of(Size.class, "Large"),
        Arguments.of(UUID.class, "1-1-1-1-1"),
        Arguments.of(BigDecimal.class, "1E+99999999999999999999"),
        Arguments.of(Instant.class, "yesterday"),
        Arguments.of(DayOfWeek[].class, "null"),
        Arguments.of(DayOfWeek[].class, "[] trailing"));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageIsRefused(Type type, String text) {
    assertThatThrownBy(() -> CODECS.forType(type).decode(text.getBytes(UTF_8)))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void equalityFollowsTheType() {
    assertThat(CODECS.forType(double.class).equality()).isEqualTo(Equality.NUMBER);
    assertThat(CODECS.forType(Float.class).equality()).isEqualTo(Equality.NUMBER);
    assertThat(CODECS.forType(BigDecimal.class).equality()).isEqualTo(Equality.DECIMAL);
    assertThat(CODECS.forType(long.class).equality()).isEqualTo(Equality.TEXT);
    assertThat(CODECS.forType(Size.class).order()).isEmpty();
  }

  @Test
  void onlyTypesWithOneTextPerValueAreFitForKeys() {
    assertThat(List.<Class<?>>of(String.class, char.class, long.class, Size.class, UUID.class))
        .allMatch(type -> CODECS.forType(type).keyable());
    assertThat(List.<Class<?>>of(double.class, BigDecimal.class, byte[].class, List.class))
        .noneMatch(type -> CODECS.forType(type).keyable());
  }

  @Test
  void theLastRegisteredCodecWins() {
    ValueCodec<Object> first = CODECS.forType(Integer.class);
    ValueCodec<Currency> second =
        new ValueCodec<>() {
          @Override
          public byte[] encode(Currency value) {
            return Text.bytes(value.getCurrencyCode());
          }

          @Override
          public Currency decode(byte[] stored) {
            return Currency.getInstance(Text.string(stored));
          }
        };
    Codecs more = CODECS.with(Currency.class, first).with(Currency.class, second);
    assertThat(more.forType(Currency.class)).isSameAs(second);
    assertThat(more.with(int.class, second).forType(Integer.class)).isSameAs(second);
    assertThat(CODECS.forType(Currency.class)).isNotSameAs(second);
    assertThat(CODECS.forType(int.class)).isSameAs(first);
  }

  private static void reloads(Type type, Object value) {
    ValueCodec<Object> codec = CODECS.forType(type);
    assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
  }
}
