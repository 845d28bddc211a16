package io.popoto.internal.codec;

import io.popoto.spi.ScoreCodec;
import java.math.BigDecimal;

/** The order of 64-bit integers: the nearest double, then what rounding took away. */
final class LongOrder implements ScoreCodec<Long> {
  private static final long EXACT = 1L << 53;

  @Override
  public double score(Long value) {
    return (double) value;
  }

  @Override
  public String token(Long value) {
    long number = value;
    if (number >= -EXACT && number <= EXACT) {
      return "0";
    }
    return DecimalToken.of(new BigDecimal(number).subtract(new BigDecimal(score(value))));
  }

  @Override
  public boolean exact() {
    return false;
  }
}
