package io.popoto.internal.codec;

import io.popoto.spi.ScoreCodec;

/**
 * The order of text by its bytes: one score for all, and a token from which NUL is escaped away.
 */
final class TextOrder implements ScoreCodec<String> {

  @Override
  public double score(String value) {
    return 0;
  }

  @Override
  public String token(String value) {
    if (value.indexOf(0) < 0 && value.indexOf(1) < 0) {
      return value;
    }
    return value.replace("\u0001", "\u0001\u0002").replace("\0", "\u0001\u0001");
  }

  @Override
  public boolean exact() {
    return false;
  }
}
