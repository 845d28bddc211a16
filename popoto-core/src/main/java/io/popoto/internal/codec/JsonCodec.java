package io.popoto.internal.codec;

import io.popoto.spi.ValueCodec;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Values of any other type, as JSON. What is written is read back, unless its type vouches for it.
 */
public final class JsonCodec implements ValueCodec<Object> {
  private final Json json;
  private final JavaType javaType;
  private final Type type;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final boolean exact;

  JsonCodec(Type type, Json json) {
    this(
        type,
        json,
        json.mapper().constructType(type),
        json.mapper().writerFor(json.mapper().constructType(type)));
  }

  private JsonCodec(Type type, Json json, JavaType javaType, ObjectWriter writer) {
    this.type = type;
    this.json = json;
    this.javaType = javaType;
    this.writer = writer;
    this.reader = json.mapper().readerFor(javaType);
    this.exact = json.isOurs() && ExactTypes.contain(javaType);
  }

  /** Returns this codec with one text for all equal values. */
  public JsonCodec canonical() {
    return new JsonCodec(type, json, javaType, writer.withAttribute(Json.CANONICAL, true));
  }

  /** What of a type can be written but never read back. */
  public record Fault(String path, String text) {}

  /** Returns the first part of the type whose values could be stored but never loaded. */
  public Optional<Fault> unreadable() {
    return new Readability(json.mapper()).fault(javaType);
  }

  // By way of a string, because Jackson's own UTF-8 refuses unpaired surrogates.
  @Override
  public byte[] encode(Object value) {
    String text;
    try {
      text = writer.writeValueAsString(value);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("it is nested too deeply, or contains itself", e);
    }
    if (!exact || !StateFields.isOfJdk(value.getClass())) {
      check(value, text);
    }
    return Text.bytes(text);
  }

  private void check(Object value, String text) {
    Difference.Found found;
    try {
      found = Difference.between(value, reader.readValue(text), json.fields());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it could not be loaded again: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("it is nested too deeply", e);
    }
    if (found != null) {
      String path = found.path().isEmpty() ? "" : "at " + found.path() + ", ";
      throw new IllegalArgumentException(path + found.text());
    }
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
