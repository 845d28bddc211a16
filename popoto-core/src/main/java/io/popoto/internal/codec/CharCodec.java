package io.popoto.internal.codec;

import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.util.Optional;

/** Single characters, half of a surrogate pair included, in the order of their code. */
final class CharCodec implements ValueCodec<Character> {
  private static final Optional<ScoreCodec<Character>> ORDER = Optional.of(value -> (int) value);

  @Override
  public byte[] encode(Character value) {
    return Text.bytes(value.toString());
  }

  @Override
  public Character decode(byte[] stored) {
    String text = Text.string(stored);
    if (text.length() != 1) {
      throw new IllegalArgumentException("expected one character, but found " + text.length());
    }
    return text.charAt(0);
  }

  @Override
  public Optional<ScoreCodec<Character>> order() {
    return ORDER;
  }

  @Override
  public boolean keyable() {
    return true;
  }
}
