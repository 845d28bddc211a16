package io.popoto.internal.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.bean.UnwrappingBeanSerializer;

/**
 * Finds types that Jackson has no way to make an object of, and fields that it would not set,
 * though it may write them: in a type, its elements and the fields of its classes. Used once.
 */
final class Readability {
  private static final String CANNOT_MAKE =
      "it could be stored but never loaded, since Jackson cannot make a %s. A class needs a"
          + " constructor that Jackson can use, an interface or abstract class needs @JsonTypeInfo;"
          + " or register a codec.";
  private static final String CANNOT_SET =
      "it could be stored but never loaded, since it is final or has no field that can be set, and"
          + " no constructor of %s has a parameter of its name. Use a Java record, or fields that"
          + " are not final and a constructor without parameters.";

  private final DeserializationContext reading;
  private final SerializationContext writing;
  private final Set<JavaType> seen = new HashSet<>();

  Readability(JsonMapper mapper) {
    // The reader of the codec has asked for it as well, so it is there already.
    this.reading = mapper._deserializationContext();
    this.writing = mapper._serializationContext();
  }

  /** Returns the first fault. */
  Optional<JsonCodec.Fault> fault(JavaType type) {
    return Optional.ofNullable(find(type, ""));
  }

  private JsonCodec.@Nullable Fault find(JavaType type, String path) {
    if (!seen.add(type)) {
      return null;
    }
    ValueDeserializer<Object> deserializer;
    try {
      deserializer = reading.findRootValueDeserializer(type);
    } catch (RuntimeException e) {
      return cannotMake(type, path);
    }
    return find(type, deserializer, path);
  }

  private JsonCodec.@Nullable Fault find(
      JavaType type, ValueDeserializer<?> deserializer, String path) {
    if (cannotMake(deserializer) || isInner(type.getRawClass())) {
      return cannotMake(type, path);
    }
    if (deserializer instanceof ContainerDeserializerBase<?> container) {
      JavaType content = container.getContentType();
      return content == null ? null : find(content, path);
    }
    boolean ofUser = !StateFields.isOfJdk(type.getRawClass());
    return ofUser && deserializer instanceof BeanDeserializerBase bean
        ? properties(type, bean, path)
        : null;
  }

  private JsonCodec.@Nullable Fault properties(
      JavaType type, BeanDeserializerBase bean, String path) {
    Object serializer;
    try {
      serializer = writing.findValueSerializer(type);
    } catch (RuntimeException e) {
      return new JsonCodec.Fault(
          path, "Jackson cannot write a %s: %s".formatted(type.toCanonical(), e.getMessage()));
    }
    if (!(serializer instanceof BeanSerializerBase written)
        || serializer instanceof UnwrappingBeanSerializer) {
      return null;
    }
    for (Iterator<PropertyWriter> all = written.properties(); all.hasNext(); ) {
      PropertyWriter property = all.next();
      if (property.getMember() instanceof AnnotatedField field) {
        SettableBeanProperty read = bean.findProperty(property.getFullName());
        String place = path + "." + property.getName();
        boolean unwraps = property instanceof BeanPropertyWriter writer && writer.isUnwrapping();
        if (read == null && !unwraps) {
          return new JsonCodec.Fault(place, CANNOT_SET.formatted(type.toCanonical()));
        }
        if (read != null && !hasOwnWay(field, read)) {
          JsonCodec.Fault fault = property(read, place);
          if (fault != null) {
            return fault;
          }
        }
      }
    }
    return null;
  }

  /** Returns whether annotations of the field say how it is read. */
  private static boolean hasOwnWay(AnnotatedField field, SettableBeanProperty property) {
    return field.hasAnnotation(JsonTypeInfo.class)
        || field.hasAnnotation(JsonDeserialize.class)
        || property.getValueTypeDeserializer() != null
        || property.getAnnotation(JsonTypeInfo.class) != null
        || property.getAnnotation(JsonDeserialize.class) != null;
  }

  private JsonCodec.@Nullable Fault property(SettableBeanProperty property, String path) {
    if (!seen.add(property.getType())) {
      return null;
    }
    ValueDeserializer<Object> deserializer = property.getValueDeserializer();
    return deserializer == null ? null : find(property.getType(), deserializer, path);
  }

  private static JsonCodec.Fault cannotMake(JavaType type, String path) {
    return new JsonCodec.Fault(path, CANNOT_MAKE.formatted(type.toCanonical()));
  }

  /** Returns whether an object of the class needs another one around it. */
  private static boolean isInner(Class<?> type) {
    return type.isMemberClass() && !Modifier.isStatic(type.getModifiers()) && !type.isInterface();
  }

  private boolean cannotMake(ValueDeserializer<?> deserializer) {
    if (deserializer instanceof AbstractDeserializer none) {
      return none.getObjectIdReader(reading) == null && !isNatural(none.handledType());
    }
    return deserializer instanceof ValueInstantiator.Gettable made
        && made.getValueInstantiator() != null
        && cannotMake(made.getValueInstantiator());
  }

  /** Returns whether a string, a number or a truth value is of the type: these need no type. */
  private static boolean isNatural(Class<?> type) {
    return Stream.of(String.class, Boolean.class, Integer.class, Double.class)
        .anyMatch(type::isAssignableFrom);
  }

  private static boolean cannotMake(ValueInstantiator instantiator) {
    return !instantiator.canInstantiate()
        && !instantiator.canCreateFromBigInteger()
        && !instantiator.canCreateFromBigDecimal();
  }
}
