package io.popoto.internal.codec;

import io.popoto.spi.ScoreCodec;
import java.math.BigDecimal;

/** The order of decimal numbers: the nearest double, then the whole number as a token. */
final class DecimalOrder implements ScoreCodec<BigDecimal> {

  @Override
  public double score(BigDecimal value) {
    return Scores.finite(value.doubleValue());
  }

  @Override
  public String token(BigDecimal value) {
    return DecimalToken.of(value);
  }

  @Override
  public boolean exact() {
    return false;
  }
}
