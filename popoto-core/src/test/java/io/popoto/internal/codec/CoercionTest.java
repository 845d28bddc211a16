package io.popoto.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CoercionTest {
  private static final long ODD = (1L << 53) + 1;

  /** One field for each generic type that is tried. */
  static final class Fields {
    List<Long> list;
    Set<Long> set;
    Collection<TimeUnit> units;
    TreeSet<Long> sorted;
    List<? extends Number> numbers;
  }

  static List<Arguments> fitting() {
    UUID uuid = UUID.randomUUID();
    return List.of(
        Arguments.of(5, int.class, 5),
        Arguments.of(5, long.class, 5L),
        Arguments.of(5, double.class, 5.0),
        Arguments.of(5, BigDecimal.class, new BigDecimal(5)),
        Arguments.of(5, BigInteger.class, BigInteger.valueOf(5)),
        Arguments.of(5L, byte.class, (byte) 5),
        Arguments.of(5.0, int.class, 5),
        Arguments.of(-0.0, Short.class, (short) 0),
        Arguments.of(new BigDecimal("5.00"), long.class, 5L),
        Arguments.of(new BigDecimal("1E+3"), BigInteger.class, BigInteger.valueOf(1000)),
        Arguments.of(ODD, BigDecimal.class, new BigDecimal(ODD)),
        Arguments.of(0x1p62, long.class, 1L << 62),
        Arguments.of(0.1, float.class, 0.1f),
        Arguments.of(0.5f, double.class, 0.5),
        Arguments.of(Float.NaN, double.class, Double.NaN),
        Arguments.of(0.1f, BigDecimal.class, new BigDecimal("0.1")),
        Arguments.of(0.1, BigDecimal.class, new BigDecimal("0.1")),
        Arguments.of(new BigDecimal("0.1"), double.class, 0.1),
        Arguments.of(new BigDecimal("4.70"), float.class, 4.7f),
        Arguments.of("DAYS", TimeUnit.class, TimeUnit.DAYS),
        Arguments.of(uuid.toString(), UUID.class, uuid),
        Arguments.of("text", Object.class, "text"),
        Arguments.of("text", CharSequence.class, "text"),
        Arguments.of(List.of(1, 2), type("list"), List.of(1L, 2L)),
        Arguments.of(Set.of(1), type("list"), List.of(1L)),
        Arguments.of(List.of(1, 2, 1), type("set"), Set.of(1L, 2L)),
        Arguments.of(Arrays.asList(1, null), type("list"), Arrays.asList(1L, null)),
        Arguments.of(List.of("DAYS"), type("units"), List.of(TimeUnit.DAYS)),
        Arguments.of(List.of(1, 2.5), type("numbers"), List.of(1, 2.5)));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void convertsWhatLosesNothing(Object value, Type declared, Object expected) {
    assertThat(Coercion.coerce(value, declared))
        .isEqualTo(expected)
        .isInstanceOf(Types.raw(declared));
  }

  static List<Arguments> misfits() {
    return List.of(
        Arguments.of(4.5, int.class, "java.lang.Integer"),
        Arguments.of(1L << 31, int.class, "java.lang.Integer"),
        Arguments.of(128, byte.class, "java.lang.Byte"),
        Arguments.of(0x1p63, long.class, "java.lang.Long"),
        Arguments.of(Double.NaN, long.class, "java.lang.Long"),
        Arguments.of(Double.NaN, BigDecimal.class, "java.math.BigDecimal"),
        Arguments.of(ODD, double.class, "java.lang.Double"),
        Arguments.of((1 << 24) + 1, float.class, "java.lang.Float"),
        Arguments.of(1e300, float.class, "java.lang.Float"),
        Arguments.of(new BigDecimal("0.12345678901234567891"), double.class, "java.lang.Double"),
        Arguments.of(new BigDecimal("1E+2000000000"), BigInteger.class, "java.math.BigInteger"),
        Arguments.of(new BigDecimal("1E-2000000000"), BigInteger.class, "java.math.BigInteger"),
        Arguments.of(new BigDecimal("1E+2000000000"), double.class, "java.lang.Double"),
        Arguments.of(new AtomicInteger(5), int.class, "java.lang.Integer"),
        Arguments.of("5", int.class, "java.lang.Integer"),
        Arguments.of(5, String.class, "java.lang.String"),
        Arguments.of("days", TimeUnit.class, "DAYS"),
        Arguments.of("1-1-1-1-1", UUID.class, "java.util.UUID"),
        Arguments.of("2024-01-01T00:00:00Z", Instant.class, "java.time.Instant"),
        Arguments.of(List.of(1), type("sorted"), "java.util.TreeSet"),
        Arguments.of(List.of("x"), type("list"), "java.lang.Long"),
        Arguments.of(List.of(1), long.class, "java.lang.Long"),
        Arguments.of("x", type("list"), "java.util.List"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void refusesTheRestAndNamesBothTypes(Object value, Type declared, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Coercion.coerce(value, declared))
        .withMessageContaining(expected)
        .withMessageContaining("java.");
  }

  @Test
  void whatFitsIsHandedBackItself() {
    List<Long> list = List.of(1_000L, 2_000L);
    assertThat(Coercion.coerce(list, type("list"))).isSameAs(list);
    Set<Long> set = new LinkedHashSet<>(list);
    assertThat(Coercion.coerce(set, type("set"))).isSameAs(set);
    assertThat(Coercion.coerce(list, List.class)).isSameAs(list);
    byte[] bytes = {1};
    assertThat(Coercion.coerce(bytes, byte[].class)).isSameAs(bytes);
  }

  @Test
  void refusalShowsTheNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Coercion.coerce(4.5, int.class))
        .withMessage(
            "expected a value of type java.lang.Integer, but found 4.5 of type java.lang.Double");
  }

  private static Type type(String field) {
    try {
      return Fields.class.getDeclaredField(field).getGenericType();
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }
}
