package io.popoto.internal.codec;

import io.popoto.spi.ScoreCodec;
import java.math.BigDecimal;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The order of times and durations of nanosecond precision. The score is the nearest double of the
 * whole microseconds, which is exact for some centuries around the epoch; the token is the number
 * of nanoseconds from there.
 *
 * @param seconds gives whole seconds, rounded down
 * @param nanos gives the nanoseconds on top of them, 0 to 999,999,999
 */
record NanosOrder<V>(ToLongFunction<V> seconds, ToIntFunction<V> nanos) implements ScoreCodec<V> {
  private static final long EXACT_SECONDS = 9_000_000_000L;
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  @Override
  public double score(V value) {
    long second = seconds.applyAsLong(value);
    int micro = nanos.applyAsInt(value) / 1_000;
    if (isExact(second)) {
      return (double) (second * 1_000_000 + micro);
    }
    return BigDecimal.valueOf(second)
        .scaleByPowerOfTen(6)
        .add(BigDecimal.valueOf(micro))
        .doubleValue();
  }

  @Override
  public String token(V value) {
    long second = seconds.applyAsLong(value);
    int nano = nanos.applyAsInt(value);
    if (isExact(second)) {
      int rest = nano % 1_000;
      return rest == 0 ? "0" : DecimalToken.of(BigDecimal.valueOf(rest));
    }
    BigDecimal exact =
        BigDecimal.valueOf(second).scaleByPowerOfTen(9).add(BigDecimal.valueOf(nano));
    return DecimalToken.of(exact.subtract(new BigDecimal(score(value)).multiply(THOUSAND)));
  }

  @Override
  public boolean exact() {
    return false;
  }

  private static boolean isExact(long second) {
    return second > -EXACT_SECONDS && second < EXACT_SECONDS;
  }
}
