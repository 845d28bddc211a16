package io.popoto.internal.scan;

import io.popoto.Ref;
import io.popoto.exception.DecodeException;
import io.popoto.internal.codec.Codecs;
import io.popoto.internal.codec.JsonCodec;
import io.popoto.internal.codec.Text;
import io.popoto.metadata.FieldInfo;
import io.popoto.metadata.FieldKind;
import io.popoto.spi.ValueCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field with its codec and its place in the entity.
 *
 * <p>A stored null is the single byte 00; a stored value that begins with 00 has one more in front.
 */
public final class BoundField {
  private static final byte[] NULL = {0};

  private final FieldInfo info;
  private final int position;
  private final ValueCodec<Object> codec;
  private final boolean standard;
  private final @Nullable Object initial;
  private final byte[] storedName;
  private final List<byte[]> names;

  BoundField(FieldInfo info, int position, ValueCodec<Object> codec, @Nullable Object initial) {
    this.info = info;
    this.position = position;
    this.codec = codec;
    this.standard = info.target().isPresent() || Codecs.isStandard(info.type(), codec);
    this.initial = initial;
    this.storedName = Text.bytes(info.storedName());
    this.names =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(info.storedName()), info.aliases().stream())
            .map(Text::bytes)
            .toList();
  }

  /** Returns the description. */
  public FieldInfo info() {
    return info;
  }

  /** Returns the Java name. */
  public String name() {
    return info.name();
  }

  /** Returns the place among the fields of the model. */
  public int position() {
    return position;
  }

  /** Returns the codec of the values. */
  public ValueCodec<Object> codec() {
    return codec;
  }

  /** Returns whether values are stored as this library stores them, not by a registered codec. */
  public boolean isStandard() {
    return standard;
  }

  /** Returns the name in Redis. */
  public byte[] storedName() {
    return storedName;
  }

  /** Returns the name in Redis, then former names. */
  public List<byte[]> names() {
    return names;
  }

  /**
   * Returns the value that the Java initializer gives, without {@code Optional}: one that nobody
   * else has, where it may be changed.
   */
  public @Nullable Object initial() {
    boolean mutable = codec instanceof JsonCodec || initial instanceof byte[] || !standard;
    return initial != null && mutable ? copy(initial) : initial;
  }

  private Object copy(Object value) {
    try {
      return codec.decode(codec.encode(value));
    } catch (RuntimeException e) {
      // It cannot be stored either.
      return value;
    }
  }

  /** Returns what to store, or null if the hash field is to be absent. */
  public byte @Nullable [] store(@Nullable Object value) {
    if (value == null) {
      // Without a null of its own, a renamed field would have the text under its former name.
      return initial == null && info.aliases().isEmpty() ? null : NULL;
    }
    return escape(codec.encode(value));
  }

  /** Returns what is stored for a value that is not null. */
  public byte[] text(Object value) {
    return escape(codec.encode(value));
  }

  private static byte[] escape(byte[] text) {
    if (text.length == 0 || text[0] != 0) {
      return text;
    }
    byte[] escaped = new byte[text.length + 1];
    System.arraycopy(text, 0, escaped, 1, text.length);
    return escaped;
  }

  /** Returns whether this is how null is stored. */
  public static boolean isNull(byte[] stored) {
    return stored.length == 1 && stored[0] == 0;
  }

  /**
   * Returns the value of what is stored; of nothing, the initializer's value.
   *
   * @throws DecodeException if the codec cannot read it
   */
  public @Nullable Object read(String key, byte @Nullable [] stored) {
    if (stored == null) {
      return initial();
    }
    if (stored.length > 0 && stored[0] == 0) {
      if (stored.length == 1) {
        return null;
      }
      return decode(key, Arrays.copyOfRange(stored, 1, stored.length));
    }
    return decode(key, stored);
  }

  private Object decode(String key, byte[] text) {
    try {
      return codec.decode(text);
    } catch (RuntimeException e) {
      throw new DecodeException(key, info.name(), Text.shown(text), e);
    }
  }

  /**
   * Returns a value as the entity holds it: wrapped if the declared type is {@code Optional}, and a
   * reference to nothing for none.
   */
  @Nullable Object toJava(@Nullable Object value) {
    if (info.optional()) {
      return Optional.ofNullable(value);
    }
    return value == null && info.kind() == FieldKind.RELATIONSHIP ? Ref.empty() : value;
  }

  /** Returns a value of the entity without {@code Optional}. */
  @Nullable Object fromJava(@Nullable Object value) {
    return value instanceof Optional<?> optional && info.optional() ? optional.orElse(null) : value;
  }

  @Override
  public String toString() {
    return info.name();
  }
}
