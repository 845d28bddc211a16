package io.popoto.internal.codec;

import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.util.Optional;

/** Strings, as themselves. */
final class StringCodec implements ValueCodec<String> {
  private static final Optional<ScoreCodec<String>> ORDER = Optional.of(new TextOrder());

  @Override
  public byte[] encode(String value) {
    return Text.bytes(value);
  }

  @Override
  public String decode(byte[] stored) {
    return Text.string(stored);
  }

  @Override
  public Optional<ScoreCodec<String>> order() {
    return ORDER;
  }

  @Override
  public boolean keyable() {
    return true;
  }
}
