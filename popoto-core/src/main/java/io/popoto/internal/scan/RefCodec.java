package io.popoto.internal.scan;

import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.internal.codec.Text;
import io.popoto.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/** Stores a reference as the text of its key, such as {@code Customer:foodie42}. */
final class RefCodec implements ValueCodec<Ref<?>> {
  private final Class<?> target;
  private final String prefix;
  private final Ref.@Nullable Loader loader;

  RefCodec(Class<?> target, Ref.@Nullable Loader loader) {
    this.target = target;
    this.prefix = ModelScanner.modelName(target) + ":";
    this.loader = loader;
  }

  @Override
  public byte[] encode(Ref<?> ref) {
    Key<?> key = ref.key().orElseThrow();
    String text = key.toString();
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException(
          "expected a reference to " + prefix.replace(":", "") + ", but got " + text);
    }
    return Text.bytes(text);
  }

  @Override
  public Ref<?> decode(byte[] stored) {
    String text = Text.string(stored);
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException("expected a key that begins with " + prefix);
    }
    return Ref.to(
        new Key<>(
            target, prefix.substring(0, prefix.length() - 1), text.substring(prefix.length())),
        loader);
  }
}
