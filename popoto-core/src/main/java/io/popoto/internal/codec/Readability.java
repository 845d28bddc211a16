package io.popoto.internal.codec;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;

/** Finds types that Jackson has no way to make an object of, though it may write them. */
final class Readability {
  private Readability() {}

  /**
   * Returns the name of what can never be read: the type, or the type of its elements. Nothing is
   * said about the properties of classes, which may be null in all values.
   */
  static Optional<String> fault(JavaType type) {
    ValueDeserializer<Object> deserializer;
    try {
      // The reader of the codec has asked for it as well, so it is there already.
      DeserializationContext context = Json.MAPPER._deserializationContext();
      deserializer = context.findRootValueDeserializer(type);
    } catch (JacksonException e) {
      return Optional.of(type.toCanonical());
    }
    if (cannotMake(deserializer)) {
      return Optional.of(type.toCanonical());
    }
    return deserializer instanceof ContainerDeserializerBase<?> container
        ? Optional.ofNullable(container.getContentType()).flatMap(Readability::fault)
        : Optional.empty();
  }

  private static boolean cannotMake(ValueDeserializer<?> deserializer) {
    if (deserializer instanceof AbstractDeserializer none) {
      return none.getObjectIdReader(null) == null && !isNatural(none.handledType());
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
