package io.popoto.internal.codec;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;

/**
 * Writes equal sets alike, whatever order they iterate in: by the natural order of their elements,
 * or, if they have none, by the JSON text of each.
 */
final class SetSerializer extends ValueSerializer<Object> {
  private final ValueSerializer<Object> array;

  private SetSerializer(ValueSerializer<Object> array) {
    this.array = array;
  }

  @Override
  public void resolve(SerializationContext context) {
    array.resolve(context);
  }

  @Override
  public ValueSerializer<?> createContextual(
      SerializationContext context, @Nullable BeanProperty property) {
    return wrap(array.createContextual(context, property));
  }

  @Override
  public boolean isEmpty(SerializationContext context, Object value) {
    return array.isEmpty(context, value);
  }

  @Override
  public void serialize(Object value, JsonGenerator json, SerializationContext context) {
    array.serialize(value instanceof Set<?> set ? sorted(set, context) : value, json, context);
  }

  /** Keeps the order, since the class of the set is written as well. */
  @Override
  public void serializeWithType(
      Object value, JsonGenerator json, SerializationContext context, TypeSerializer type) {
    array.serializeWithType(value, json, context, type);
  }

  private Set<?> sorted(Set<?> set, SerializationContext context) {
    if (set.size() < 2 || set instanceof EnumSet<?>) {
      return set;
    }
    List<Object> elements = new ArrayList<>(set);
    try {
      elements.sort(naturalOrder());
    } catch (ClassCastException | NullPointerException e) {
      Map<Object, String> texts = new HashMap<>();
      elements.forEach(element -> texts.put(element, text(element, context)));
      elements.sort(Comparator.comparing(texts::get));
    }
    return new LinkedHashSet<>(elements);
  }

  @SuppressWarnings("unchecked")
  private static Comparator<Object> naturalOrder() {
    return (left, right) -> ((Comparable<Object>) left).compareTo(right);
  }

  private String text(@Nullable Object element, SerializationContext context) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = context.tokenStreamFactory().createGenerator(context, text)) {
      array.serialize(Collections.singleton(element), json, context);
    }
    return text.toString();
  }

  @SuppressWarnings("unchecked")
  private static SetSerializer wrap(ValueSerializer<?> array) {
    return new SetSerializer((ValueSerializer<Object>) array);
  }

  /** Puts this serializer in front of those of all collections that may be sets. */
  static final class Modifier extends ValueSerializerModifier {

    @Override
    public ValueSerializer<?> modifyCollectionSerializer(
        SerializationConfig config,
        CollectionType type,
        BeanDescription.Supplier description,
        ValueSerializer<?> serializer) {
      Class<?> raw = type.getRawClass();
      boolean ordered = List.class.isAssignableFrom(raw) || EnumSet.class.isAssignableFrom(raw);
      return ordered || !Collection.class.isAssignableFrom(raw) ? serializer : wrap(serializer);
    }
  }
}
