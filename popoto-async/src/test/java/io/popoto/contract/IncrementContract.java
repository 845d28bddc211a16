package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Key;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.exception.ConflictException;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import tools.jackson.core.io.NumberOutput;

/** Numbers that the server adds to. */
abstract class IncrementContract extends Contract {
  private static final int SUMS = 150;
  private static final long SEED = 20_240_229;

  private int names;

  IncrementContract(Api api) {
    super(api);
  }

  @Test
  void concurrentIncrementsAllCount() {
    Repository<Tally> tallies = repository(Tally.class);
    Key<Tally> key = tallies.key(tallies.create(new Tally("a")).name);

    inParallel(
        10,
        task -> {
          for (int i = 0; i < 50; i++) {
            tallies.increment(key, "count", 1);
            tallies.increment(key, "sortedCount", 1);
          }
          return task;
        });

    Tally loaded = tallies.load(key).orElseThrow();
    assertThat(loaded.count).isEqualTo(500);
    assertThat(loaded.sortedCount).isEqualTo(500);
    assertThat(tallies.query().filter("sortedCount", 500).count()).isEqualTo(1);
    assertThat(tallies.query().filter("sortedCount__lt", 500).count()).isZero();
  }

  @Test
  void eachTypeReturnsAndStoresItsSum() {
    Repository<Tally> tallies = repository(Tally.class);
    Key<Tally> key = tallies.key(tallies.create(new Tally("a")).name);

    assertThat(tallies.increment(key, "tiny", -3)).isEqualTo((byte) -3);
    assertThat(tallies.increment(key, "small", 300)).isEqualTo((short) 300);
    assertThat(tallies.increment(key, "number", 1)).isEqualTo(8);
    assertThat(tallies.increment(key, "boxed", Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(tallies.increment(key, "big", new BigInteger("123456789012345678901")))
        .isEqualTo(new BigInteger("123456789012345678901"));
    assertThat(tallies.increment(key, "balance", new BigDecimal("0.10")))
        .isEqualTo(new BigDecimal("0.10"));
    assertThat(tallies.increment(key, "ratio", 0.5)).isEqualTo(0.5);
    assertThat(tallies.increment(key, "indexed", 5)).isEqualTo(5L);
    assertThat(tallies.increment(key, "only", 6)).isEqualTo(6L);

    Tally loaded = tallies.load(key).orElseThrow();
    assertThat(loaded.tiny).isEqualTo((byte) -3);
    assertThat(loaded.small).isEqualTo((short) 300);
    assertThat(loaded.number).isEqualTo(8);
    assertThat(loaded.ratio).isEqualTo(0.5);
    assertThat(tallies.query().filter("indexed", 5).count()).isEqualTo(1);
    assertThat(tallies.loadBy("only", 6)).isPresent();
  }

  @Test
  void sumsBeyondTheDigitsOfADoubleAreExact() {
    Repository<Tally> tallies = repository(Tally.class);
    Key<Tally> key = tallies.key(tallies.create(new Tally("a")).name);

    tallies.increment(key, "sortedCount", (1L << 53) + 1);
    assertThat(tallies.increment(key, "sortedCount", 1)).isEqualTo((1L << 53) + 2);
    tallies.increment(key, "sortedBalance", new BigDecimal("9007199254740993.000000001"));
    assertThat(tallies.increment(key, "sortedBalance", new BigDecimal("0.000000001")))
        .isEqualTo(new BigDecimal("9007199254740993.000000002"));

    assertThat(tallies.query().filter("sortedCount__gt", (1L << 53) + 1).count()).isEqualTo(1);
    assertThat(tallies.query().filter("sortedCount__gt", (1L << 53) + 2).count()).isZero();
  }

  @Test
  void sumsTooSmallForADoubleKeepTheirOrder() {
    Repository<Tally> tallies = repository(Tally.class);
    List<String> ordered =
        List.of("-1E-499", "-2E-600", "-1E-600", "1E-1900", "1E-600", "2E-600", "1E-500", "1E-499");
    for (String sum : ordered) {
      Key<Tally> key = tallies.key(tallies.create(new Tally(sum)).name);
      BigDecimal half = new BigDecimal(sum).divide(BigDecimal.valueOf(2));
      tallies.increment(key, "sortedBalance", half);
      assertThat((BigDecimal) tallies.increment(key, "sortedBalance", half))
          .isEqualByComparingTo(sum);
    }
    Tally saved = new Tally("saved");
    saved.sortedBalance = new BigDecimal("1.5E-600");
    tallies.create(saved);

    assertThat(tallies.query().orderBy("sortedBalance").all())
        .extracting(tally -> tally.name)
        .containsExactly(
            "-1E-499", "-2E-600", "-1E-600", "1E-1900", "1E-600", "saved", "2E-600", "1E-500",
            "1E-499");
    for (String sum : ordered) {
      assertThat(tallies.query().filter("sortedBalance", new BigDecimal(sum)).all())
          .extracting(tally -> tally.name)
          .containsExactly(sum);
    }
  }

  @Test
  void exponentTooLongToWriteOutIsRefused() {
    Repository<Tally> tallies = repository(Tally.class);
    Key<Tally> key = tallies.key(tallies.create(new Tally("a")).name);

    for (String delta : List.of("1E-2001", "1E+2001", "1E+2147483647", "-1E-2147483647")) {
      assertThatThrownBy(() -> tallies.increment(key, "balance", new BigDecimal(delta)))
          .isExactlyInstanceOf(ValidationException.class)
          .hasMessageContaining("Tally:a");
    }
    assertThatThrownBy(() -> tallies.increment(key, "sortedBalance", new BigDecimal("1E+400")))
        .isExactlyInstanceOf(ValidationException.class);

    assertThat(tallies.load(key).orElseThrow().balance).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void floatIsNotAddedTo() {
    Repository<Tally> tallies = repository(Tally.class);
    Key<Tally> key = tallies.key(tallies.create(new Tally("a")).name);

    for (Update update : List.of(Update.add("half", 0.5f), Update.add("half", 1))) {
      assertThatThrownBy(() -> tallies.update(key, update))
          .isExactlyInstanceOf(ValidationException.class)
          .hasMessageContaining("Tally.half: the server adds to whole numbers, BigDecimal and");
    }
    assertThatThrownBy(() -> tallies.increment(key, "half", 0.5))
        .isExactlyInstanceOf(ValidationException.class);

    assertThat(tallies.load(key).orElseThrow().half).isZero();
  }

  @Test
  void sumThatTheTypeCannotHoldIsRefused() {
    Repository<Tally> tallies = repository(Tally.class);
    Tally tally = new Tally("a");
    tally.tiny = Byte.MAX_VALUE;
    tally.small = Short.MIN_VALUE;
    tally.number = Integer.MAX_VALUE;
    tally.count = Long.MAX_VALUE;
    tally.boxed = Long.MIN_VALUE;
    tally.sortedCount = Long.MAX_VALUE - 1;
    tally.ratio = Double.MAX_VALUE;
    tally.label = "kept";
    Key<Tally> key = tallies.key(tallies.create(tally).name);

    for (Update update :
        List.of(
            Update.add("tiny", 1),
            Update.add("small", -1),
            Update.add("number", 1),
            Update.add("count", 1),
            Update.add("boxed", -1),
            Update.add("sortedCount", 2),
            Update.add("ratio", Double.MAX_VALUE))) {
      Update with = ((Update.Chain) update).set("label", "changed");
      assertThatThrownBy(() -> tallies.update(key, with))
          .as(update.toString())
          .isExactlyInstanceOf(ValidationException.class)
          .hasMessageContaining("Tally:a");
    }

    assertThat(tallies.load(key).orElseThrow()).usingRecursiveComparison().isEqualTo(tally);
    assertThat(tallies.increment(key, "sortedCount", 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatCannotBeAddedIsRefused() {
    Repository<Tally> tallies = repository(Tally.class);
    Key<Tally> key = tallies.key(tallies.create(new Tally("a")).name);

    assertThatThrownBy(() -> tallies.increment(key, "label", 1))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> tallies.increment(key, "nope", 1))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> tallies.increment(key, "name", 1))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> tallies.increment(key, "count", 0.5))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> tallies.increment(key, "tiny", 128))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> tallies.increment(key, "ratio", Double.NaN))
        .isExactlyInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> tallies.increment(tallies.key("nobody"), "count", 1))
        .isExactlyInstanceOf(ConflictException.class);

    assertThat(tallies.exists("nobody")).isFalse();
  }

  @Test
  void missingFieldCountsAsItsInitializerAndNullAsZero() {
    Repository<Tally> tallies = repository(Tally.class);
    Key<Tally> key = tallies.key(tallies.create(new Tally("a")).name);
    RawRedis.commands().hdel(redis.redisKey(key), "number");

    assertThat(tallies.increment(key, "number", 1)).isEqualTo(8);
    assertThat(tallies.increment(key, "boxed", 2)).isEqualTo(2L);
    assertThat(tallies.increment(key, "sortedBig", 3)).isEqualTo(BigInteger.valueOf(3));
    assertThat(tallies.query().filter("sortedBig__isnull", true).count()).isZero();
  }

  @Test
  void uniqueValueOfAnotherIsRefused() {
    Repository<Tally> tallies = repository(Tally.class);
    Tally first = new Tally("a");
    first.only = 5L;
    tallies.create(first);
    Tally second = new Tally("b");
    second.only = 4L;
    tallies.create(second);

    assertThatThrownBy(() -> tallies.increment(tallies.key("b"), "only", 1))
        .isInstanceOfSatisfying(
            UniqueConstraintException.class,
            e -> {
              assertThat(e.field()).isEqualTo("only");
              assertThat(e.value()).isEqualTo("5");
            });

    assertThat(tallies.load("b").orElseThrow().only).isEqualTo(4);
  }

  @Test
  void recordFollowsItsPartition() {
    Repository<Tally> tallies = repository(Tally.class);
    Tally tally = new Tally("a");
    tally.place = (1L << 53) + 1;
    Key<Tally> key = tallies.key(tallies.create(tally).name);

    tallies.increment(key, "section", new BigDecimal("1.00"));

    assertThat(tallies.query().filter("section", 2).filter("place", (1L << 53) + 1).count())
        .isEqualTo(1);
    assertThat(tallies.query().filter("section", 1).filter("place__gte", 0).count()).isZero();
  }

  @Test
  void textOfASumIsWhatASaveWouldStore() {
    Repository<Tally> tallies = repository(Tally.class);
    Tally tally = new Tally("sum");
    Tally saved = new Tally("saved");
    tallies.create(saved);
    Key<Tally> key = tallies.key(tallies.create(tally).name);

    for (String[] terms :
        new String[][] {
          {"0.1", "0.2"},
          {"1.0E16", "1.0"},
          {"-0.0", "-0.0"},
          {"0.0", "-0.0"},
          {"1.5", "-1.5"},
          {"4.9E-324", "0.0"},
          {"4.9E-324", "4.9E-324"},
          {"9.999999999999999E22", "0.0"},
          {"2.0E-3", "-1.0E-3"},
          {"9999999.0", "1.0"},
          {"1.7976931348623157E308", "-1.0"},
          {"2.2250738585072014E-308", "-4.9E-324"},
          {"5.684341886080801E-14", "0.0"},
          {"2.0E-44", "0.0"},
          {"-123456.789", "0.001"}
        }) {
      tally.ratio = Double.parseDouble(terms[0]);
      tallies.save(tally);
      double delta = Double.parseDouble(terms[1]);

      Number sum = tallies.increment(key, "ratio", delta);
      saved.ratio = tally.ratio + delta;
      tallies.save(saved);

      assertThat(sum).as("%s + %s", terms[0], terms[1]).isEqualTo(saved.ratio);
      assertThat(stored("sum", "ratio"))
          .as("%s + %s", terms[0], terms[1])
          .isEqualTo(stored("saved", "ratio"));
    }
  }

  /** One number, without an index. */
  @Model
  static class Power {
    @KeyField int exponent;
    double value;

    Power() {}

    Power(int exponent) {
      this.exponent = exponent;
      this.value = Math.scalb(1.0, exponent);
    }
  }

  @Test
  void everyPowerOfTwoHasTheTextThatASaveWouldStore() {
    Repository<Power> powers = repository(Power.class);
    List<Power> all =
        IntStream.rangeClosed(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT)
            .mapToObj(Power::new)
            .toList();
    powers.bulkCreate(all);

    powers.bulkUpdate(all, Update.add("value", 0.0));

    for (Power power : all) {
      String key = redis.redisKey("Power:" + power.exponent);
      assertThat(RawRedis.commands().hget(key, "value"))
          .isEqualTo(NumberOutput.toString(power.value, true));
    }
    powers.deleteAll();
  }

  @Test
  void sumsOfLongsAreThoseOfJava() {
    check(
        Arbitraries.longs(),
        (tallies, terms) -> {
          Tally tally = stored(tallies, t -> t.sortedCount = terms.get(0));
          Key<Tally> key = tallies.key(tally.name);
          try {
            long expected = Math.addExact(terms.get(0), terms.get(1));
            assertThat(tallies.increment(key, "sortedCount", terms.get(1))).isEqualTo(expected);
            assertThat(stored(tally.name, "sortedCount")).isEqualTo("" + expected);
          } catch (ArithmeticException e) {
            assertThatThrownBy(() -> tallies.increment(key, "sortedCount", terms.get(1)))
                .isExactlyInstanceOf(ValidationException.class);
          }
        });
  }

  @Test
  void sumsOfBigIntegersAreThoseOfJava() {
    BigInteger most = BigInteger.TEN.pow(40);
    check(
        Arbitraries.bigIntegers().between(most.negate(), most),
        (tallies, terms) -> {
          Tally tally = stored(tallies, t -> t.sortedBig = terms.get(0));
          BigInteger expected = terms.get(0).add(terms.get(1));
          assertThat(tallies.increment(tallies.key(tally.name), "sortedBig", terms.get(1)))
              .isEqualTo(expected);
          assertThat(stored(tally.name, "sortedBig")).isEqualTo(expected.toString());
        });
  }

  @Test
  void sumsOfDecimalsAreThoseOfJava() {
    BigDecimal most = BigDecimal.TEN.pow(25);
    Arbitrary<BigDecimal> decimals =
        Arbitraries.oneOf(
            Arbitraries.bigDecimals().between(most.negate(), most).ofScale(12),
            Arbitraries.bigDecimals().between(BigDecimal.ONE.negate(), BigDecimal.ONE).ofScale(40),
            Arbitraries.integers()
                .between(-60, 60)
                .map(exponent -> new BigDecimal(BigInteger.valueOf(exponent), -exponent)));
    check(
        decimals,
        (tallies, terms) -> {
          Tally tally = stored(tallies, t -> t.sortedBalance = terms.get(0));
          BigDecimal expected = terms.get(0).add(terms.get(1));
          assertThat(
                  (BigDecimal)
                      tallies.increment(tallies.key(tally.name), "sortedBalance", terms.get(1)))
              .as("%s + %s", terms.get(0), terms.get(1))
              .isEqualByComparingTo(expected);
        });
  }

  @Test
  void sumsOfDoublesAreThoseOfJava() {
    Arbitrary<Double> doubles =
        Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
            Arbitraries.integers().between(-1074, 1023).map(power -> Math.scalb(1.0, power)),
            Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, Double.MIN_NORMAL, 0.1, -0.1, 1e7, 1e-3));
    check(
        doubles,
        (tallies, terms) -> {
          Tally tally = stored(tallies, t -> t.sortedRatio = terms.get(0));
          Key<Tally> key = tallies.key(tally.name);
          double expected = terms.get(0) + terms.get(1);
          if (Double.isInfinite(expected)) {
            assertThatThrownBy(() -> tallies.increment(key, "sortedRatio", terms.get(1)))
                .isExactlyInstanceOf(ValidationException.class);
            return;
          }
          assertThat(tallies.increment(key, "sortedRatio", terms.get(1)))
              .as("%s + %s", terms.get(0), terms.get(1))
              .isEqualTo(expected);
          String text = stored(tally.name, "sortedRatio");
          Tally same = tallies.load(key).orElseThrow();
          tallies.save(same);
          assertThat(text)
              .as("%s + %s", terms.get(0), terms.get(1))
              .isEqualTo(stored(tally.name, "sortedRatio"));
        });
  }

  /** Tries pairs of numbers; each pair has a record of its own, so that their order is checked. */
  private <N> void check(Arbitrary<N> numbers, BiConsumer<Repository<Tally>, List<N>> test) {
    Repository<Tally> tallies = repository(Tally.class);
    pairs(numbers).forEach(terms -> test.accept(tallies, terms));
  }

  private static <N> List<List<N>> pairs(Arbitrary<N> numbers) {
    List<List<N>> pairs = new ArrayList<>();
    Random random = new Random(SEED);
    JqwikSession.run(
        () -> {
          var generator = numbers.list().ofSize(2).generator(SUMS, true);
          for (int i = 0; i < SUMS; i++) {
            pairs.add(generator.next(random).value());
          }
        });
    return pairs;
  }

  private Tally stored(Repository<Tally> tallies, java.util.function.Consumer<Tally> with) {
    Tally tally = new Tally("t" + names++);
    with.accept(tally);
    return tallies.create(tally);
  }

  private String stored(String name, String field) {
    return RawRedis.commands().hget(redis.redisKey("Tally:" + name), field);
  }
}
