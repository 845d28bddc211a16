package io.popoto.internal.codec;

import io.popoto.spi.ValueCodec;
import java.util.LinkedHashMap;
import java.util.Map;

/** The constants of one enum, by name. */
final class EnumCodec implements ValueCodec<Enum<?>> {
  private final Class<?> type;
  private final Map<String, Enum<?>> constants;

  EnumCodec(Class<?> type) {
    this.type = type;
    this.constants = constants(type);
  }

  /** Returns the constants of an enum by their names, in the order of declaration. */
  static Map<String, Enum<?>> constants(Class<?> type) {
    Map<String, Enum<?>> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      Enum<?> named = (Enum<?>) constant;
      constants.put(named.name(), named);
    }
    return constants;
  }

  @Override
  public byte[] encode(Enum<?> value) {
    return Text.bytes(value.name());
  }

  @Override
  public Enum<?> decode(byte[] stored) {
    String name = Text.string(stored);
    Enum<?> constant = constants.get(name);
    if (constant == null) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is none of the constants of "
              + type.getName()
              + ": "
              + constants.keySet());
    }
    return constant;
  }

  @Override
  public boolean keyable() {
    return true;
  }
}
