package io.popoto.internal.codec;

import io.popoto.spi.ScoreCodec;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The order of whole numbers of any length: the nearest double, then what rounding took away. */
final class BigIntegerOrder implements ScoreCodec<BigInteger> {
  private static final int EXACT_BITS = 53;

  @Override
  public double score(BigInteger value) {
    return Scores.finite(value.doubleValue());
  }

  @Override
  public String token(BigInteger value) {
    return value.bitLength() <= EXACT_BITS
        ? "0"
        : DecimalToken.of(new BigDecimal(value).subtract(new BigDecimal(score(value))));
  }

  @Override
  public boolean exact() {
    return false;
  }
}
