package io.popoto.internal.codec;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import tools.jackson.databind.type.MapType;

/**
 * Writes equal sets and maps alike, whatever order they iterate in: by the natural order of their
 * elements or keys, or, if they have none, by the JSON text of each. Those whose class keeps an
 * order keep it, unless the writer is {@link Json#CANONICAL}.
 */
final class SortingSerializer extends ValueSerializer<Object> {
  private final ValueSerializer<Object> plain;

  private SortingSerializer(ValueSerializer<Object> plain) {
    this.plain = plain;
  }

  @Override
  public void resolve(SerializationContext context) {
    plain.resolve(context);
  }

  @Override
  public ValueSerializer<?> createContextual(
      SerializationContext context, @Nullable BeanProperty property) {
    return wrap(plain.createContextual(context, property));
  }

  @Override
  public boolean isEmpty(SerializationContext context, Object value) {
    return plain.isEmpty(context, value);
  }

  @Override
  public void serialize(Object value, JsonGenerator json, SerializationContext context) {
    plain.serialize(sorted(value, context), json, context);
  }

  /** Keeps the order, since the class of the collection is written as well. */
  @Override
  public void serializeWithType(
      Object value, JsonGenerator json, SerializationContext context, TypeSerializer type) {
    plain.serializeWithType(value, json, context, type);
  }

  private Object sorted(Object value, SerializationContext context) {
    boolean all = context.getAttribute(Json.CANONICAL) != null;
    if (value instanceof Set<?> set && set.size() > 1 && (all || Unordered.is(set))) {
      return set instanceof EnumSet<?> ? set : sorted(set, context);
    }
    if (value instanceof Map<?, ?> map && map.size() > 1 && (all || Unordered.is(map))) {
      return map instanceof EnumMap<?, ?> ? map : sorted(map);
    }
    return value;
  }

  private Set<?> sorted(Set<?> set, SerializationContext context) {
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

  /** Keys that have no order have no text either, unless it is what they are shown as. */
  private static Map<?, ?> sorted(Map<?, ?> map) {
    List<Object> keys = new ArrayList<>(map.keySet());
    try {
      keys.sort(naturalOrder());
    } catch (ClassCastException | NullPointerException e) {
      keys.sort(Comparator.comparing(String::valueOf));
    }
    Map<Object, @Nullable Object> sorted = new LinkedHashMap<>();
    keys.forEach(key -> sorted.put(key, map.get(key)));
    return sorted;
  }

  @SuppressWarnings("unchecked")
  private static Comparator<Object> naturalOrder() {
    return (left, right) -> ((Comparable<Object>) left).compareTo(right);
  }

  private String text(@Nullable Object element, SerializationContext context) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = context.tokenStreamFactory().createGenerator(context, text)) {
      plain.serialize(Collections.singleton(element), json, context);
    }
    return text.toString();
  }

  @SuppressWarnings("unchecked")
  private static SortingSerializer wrap(ValueSerializer<?> plain) {
    return new SortingSerializer((ValueSerializer<Object>) plain);
  }

  /** Puts this serializer in front of those of all collections that may be sets, and of maps. */
  static final class Modifier extends ValueSerializerModifier {
    private static final long serialVersionUID = 1;

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

    @Override
    public ValueSerializer<?> modifyMapSerializer(
        SerializationConfig config,
        MapType type,
        BeanDescription.Supplier description,
        ValueSerializer<?> serializer) {
      return EnumMap.class.isAssignableFrom(type.getRawClass()) ? serializer : wrap(serializer);
    }
  }
}
