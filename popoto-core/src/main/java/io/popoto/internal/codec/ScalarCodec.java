package io.popoto.internal.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.popoto.spi.Equality;
import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.util.Optional;
import java.util.function.Function;

/**
 * A type whose text is ASCII.
 *
 * <p>Latin-1 is the cheapest way between such text and bytes. Stored bytes beyond ASCII become
 * characters that no reader accepts.
 */
record ScalarCodec<V>(
    Function<V, String> writer,
    Function<String, V> reader,
    Equality equality,
    Optional<ScoreCodec<V>> order,
    boolean keyable)
    implements ValueCodec<V> {

  static <V> ScalarCodec<V> of(Function<V, String> writer, Function<String, V> reader) {
    return new ScalarCodec<>(writer, reader, Equality.TEXT, Optional.empty(), false);
  }

  ScalarCodec<V> comparedAs(Equality other) {
    return new ScalarCodec<>(writer, reader, other, order, keyable);
  }

  ScalarCodec<V> orderedBy(ScoreCodec<V> score) {
    return new ScalarCodec<>(writer, reader, equality, Optional.of(score), keyable);
  }

  ScalarCodec<V> asKey() {
    return new ScalarCodec<>(writer, reader, equality, order, true);
  }

  @Override
  public byte[] encode(V value) {
    return writer.apply(value).getBytes(ISO_8859_1);
  }

  @Override
  public V decode(byte[] stored) {
    return reader.apply(new String(stored, ISO_8859_1));
  }
}
