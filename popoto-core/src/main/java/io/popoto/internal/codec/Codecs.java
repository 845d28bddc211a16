package io.popoto.internal.codec;

import io.popoto.spi.ValueCodec;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the codec of a declared type: a registered one, a built-in one, constant names for enums,
 * else JSON. Immutable, and safe for use by several threads at once.
 */
public final class Codecs {
  private static final Map<Class<?>, ValueCodec<?>> STANDARD = StandardCodecs.byType();

  private final Map<Class<?>, ValueCodec<?>> registered;
  private final JsonSettings settings;
  private final @Nullable ClassLoader loader;
  private final Map<Type, ValueCodec<Object>> found = new ConcurrentHashMap<>();
  private volatile @Nullable Json json;

  private Codecs(
      Map<Class<?>, ValueCodec<?>> registered,
      JsonSettings settings,
      @Nullable ClassLoader loader) {
    this.registered = registered;
    this.settings = settings;
    this.loader = loader;
  }

  /**
   * Returns the codecs of this library alone.
   *
   * @return the built-in codecs
   */
  public static Codecs standard() {
    return new Codecs(STANDARD, JsonSettings.STANDARD, null);
  }

  /** Returns these codecs with other settings for JSON. */
  public Codecs with(JsonSettings newSettings) {
    return new Codecs(registered, newSettings, loader);
  }

  /**
   * Returns these codecs for models of a class loader, with memories of their own.
   *
   * @param newLoader finds classes that are named in JSON, or null
   */
  public Codecs in(@Nullable ClassLoader newLoader) {
    return new Codecs(registered, settings, newLoader);
  }

  /**
   * Returns these codecs and one more, which takes precedence over any other of its type.
   *
   * @param type the class of the values; a primitive type and its wrapper are the same
   * @param codec their codec
   * @return a copy
   */
  public Codecs with(Class<?> type, ValueCodec<?> codec) {
    Map<Class<?>, ValueCodec<?>> more = new HashMap<>(registered);
    more.put(Types.raw(type), codec);
    return new Codecs(Map.copyOf(more), settings, loader);
  }

  /** Returns these codecs and one more, unless another than the library's own has its type. */
  public Codecs withDefault(Class<?> type, ValueCodec<?> codec) {
    Class<?> raw = Types.raw(type);
    return registered.get(raw) == STANDARD.get(raw) ? with(type, codec) : this;
  }

  /**
   * Tells whether a codec stores values of a type as this library does where nobody says otherwise.
   *
   * @param type a class or a generic type
   * @param codec the codec in use for it
   * @return whether nobody has registered it
   */
  public static boolean isStandard(Type type, ValueCodec<?> codec) {
    return codec instanceof EnumCodec
        || codec instanceof JsonCodec
        || codec == STANDARD.get(Types.raw(type));
  }

  /**
   * Returns the codec for values of a declared type.
   *
   * @param type a class or a generic type; for generic types, the class decides first
   * @return the codec; it must be given values of that type only
   */
  public ValueCodec<Object> forType(Type type) {
    return found.computeIfAbsent(type, this::find);
  }

  private Json json() {
    Json made = json;
    if (made == null) {
      made = Json.of(settings, loader);
      json = made;
    }
    return made;
  }

  // Whoever asks for the codec of a type gives it values of that type.
  @SuppressWarnings("unchecked")
  private ValueCodec<Object> find(Type type) {
    Class<?> raw = Types.raw(type);
    ValueCodec<?> codec = registered.get(raw);
    if (codec == null) {
      codec = raw.isEnum() ? new EnumCodec(raw) : new JsonCodec(type, json());
    }
    return (ValueCodec<Object>) codec;
  }
}
