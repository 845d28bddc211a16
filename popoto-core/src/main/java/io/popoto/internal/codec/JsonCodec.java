package io.popoto.internal.codec;

import io.popoto.spi.ValueCodec;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** Values of any other type, as JSON with sorted keys. */
public final class JsonCodec implements ValueCodec<Object> {
  private final Type type;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  JsonCodec(Type type) {
    JavaType javaType = Json.MAPPER.constructType(type);
    this.type = type;
    this.writer = Json.MAPPER.writerFor(javaType);
    this.reader = Json.MAPPER.readerFor(javaType);
  }

  /** Returns the name of what can be written but never read: the type or that of its elements. */
  public Optional<String> unreadable() {
    return Readability.fault(Json.MAPPER.constructType(type));
  }

  // By way of a string, because Jackson's own UTF-8 refuses unpaired surrogates.
  @Override
  public byte[] encode(Object value) {
    return Text.bytes(writer.writeValueAsString(value));
  }

  @Override
  public Object decode(byte[] stored) {
    @Nullable Object value = reader.readValue(Text.string(stored));
    if (value == null) {
      throw new IllegalArgumentException("a JSON null is no " + type.getTypeName());
    }
    return value;
  }
}
