package io.popoto.internal.scan;

import io.popoto.annotation.Index;
import io.popoto.annotation.Model;
import io.popoto.internal.codec.JsonCodec;
import io.popoto.internal.index.EqualityKind;
import io.popoto.internal.index.SortedKind;
import io.popoto.internal.index.UniqueKind;
import io.popoto.metadata.FieldInfo;
import io.popoto.metadata.FieldKind;
import io.popoto.metadata.IndexInfo;
import io.popoto.spi.IndexKind;
import io.popoto.spi.ScoreCodec;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the key and the indexes of a model. */
final class IndexScanner {
  /** Types whose stored text Redis reads as the score. */
  private static final Set<Type> NUMBERS =
      Set.of(
          byte.class,
          Byte.class,
          short.class,
          Short.class,
          int.class,
          Integer.class,
          float.class,
          Float.class,
          double.class,
          Double.class);

  private final Model model;
  private final List<Field> javaFields;
  private final List<IndexKind> kinds;
  private final Faults faults;

  /** Index, the fields and partition fields as names, in the order found. */
  private record Found(
      IndexKind kind, List<String> fields, List<String> partitionBy, boolean mayRememberNull) {}

  IndexScanner(Model model, List<Field> javaFields, List<IndexKind> kinds, Faults faults) {
    this.model = model;
    this.javaFields = javaFields;
    this.kinds = kinds;
    this.faults = faults;
  }

  /** Returns the fields, with those required that divide an index. */
  List<FieldInfo> complete(List<FieldInfo> fields) {
    Set<String> partitions = new HashSet<>();
    for (Field field : javaFields) {
      for (Found found : of(field)) {
        partitions.addAll(found.partitionBy());
        for (String partition : found.partitionBy()) {
          known(fields, partition, field.getName() + ": partitionBy");
        }
      }
    }
    return fields.stream()
        .map(field -> partitions.contains(field.name()) ? field.as(field.kind(), true) : field)
        .toList();
  }

  private boolean known(List<FieldInfo> fields, String name, String where) {
    boolean found = fields.stream().anyMatch(field -> field.name().equals(name));
    if (!found) {
      faults.add(where + " names \"" + name + "\", but there is no such field.");
    }
    return found;
  }

  private List<Found> of(Field field) {
    List<Found> all = new ArrayList<>();
    for (Annotation annotation : field.getAnnotations()) {
      for (IndexKind kind : kinds) {
        if (kind.serves(annotation)) {
          all.add(new Found(kind, List.of(field.getName()), kind.partitionBy(annotation), true));
        }
      }
    }
    return all;
  }

  List<FieldInfo> keyFields(List<FieldInfo> fields) {
    List<FieldInfo> keys =
        fields.stream()
            .filter(
                field ->
                    switch (field.kind()) {
                      case KEY, AUTO_KEY, SORTED_KEY -> true;
                      default -> false;
                    })
            .toList();
    if (!keys.isEmpty()) {
      return keys;
    }
    return fields.stream()
        .filter(field -> field.kind() == FieldKind.UNIQUE_KEY)
        .map(field -> field.as(FieldKind.UNIQUE_KEY, true))
        .toList();
  }

  Optional<FieldInfo> orderBy(List<FieldInfo> fields) {
    String name = orderName();
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  private String orderName() {
    return model.orderBy().startsWith("-") ? model.orderBy().substring(1) : model.orderBy();
  }

  List<BoundIndex> bind(List<FieldInfo> fields, List<FieldInfo> keyFields, List<BoundField> bound) {
    Map<String, BoundField> byName = new TreeMap<>();
    bound.forEach(field -> byName.put(field.name(), field));
    List<Found> all = new ArrayList<>();
    for (FieldInfo key : keyFields) {
      if (keyFields.size() > 1) {
        all.add(new Found(new EqualityKind(), List.of(key.name()), List.of(), true));
      }
    }
    for (Field field : javaFields) {
      boolean isTheKey =
          keyFields.size() == 1
              && keyFields.get(0).name().equals(field.getName())
              && keyFields.get(0).kind() == FieldKind.UNIQUE_KEY;
      if (!isTheKey) {
        all.addAll(of(field));
      }
    }
    addOrder(fields, keyFields, all);
    addComposites(fields, all);
    List<BoundIndex> indexes = new ArrayList<>();
    for (Found found : all) {
      BoundIndex index = bind(found, byName, indexes.size() + 1);
      if (index != null) {
        indexes.add(index);
      }
    }
    return indexes;
  }

  private void addOrder(List<FieldInfo> fields, List<FieldInfo> keyFields, List<Found> all) {
    String name = orderName();
    if (name.isEmpty() || !known(fields, name, "orderBy")) {
      return;
    }
    boolean isTheKey =
        keyFields.size() == 1 && keyFields.get(0).name().equals(name) && keyFields.get(0).isText();
    boolean indexed =
        all.stream()
            .anyMatch(
                found ->
                    found.kind().structure() == IndexInfo.Structure.ZSET
                        && found.fields().equals(List.of(name))
                        && found.partitionBy().isEmpty());
    if (!isTheKey && !indexed) {
      all.add(new Found(new SortedKind(), List.of(name), List.of(), true));
    }
  }

  private void addComposites(List<FieldInfo> fields, List<Found> all) {
    for (Index index : model.indexes()) {
      List<String> names = List.of(index.fields());
      if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
        faults.add("an index needs one or more different fields, but has " + names + ".");
      } else if (names.stream().allMatch(name -> known(fields, name, "indexes"))) {
        IndexKind kind = index.unique() ? new UniqueKind() : new EqualityKind();
        all.add(new Found(kind, names, List.of(), false));
      }
    }
  }

  private @Nullable BoundIndex bind(Found found, Map<String, BoundField> byName, int position) {
    List<BoundField> fields =
        found.fields().stream().map(byName::get).filter(Objects::nonNull).toList();
    List<BoundField> partitions =
        found.partitionBy().stream().map(byName::get).filter(Objects::nonNull).toList();
    FieldInfo first = fields.get(0).info();
    ScoreCodec<Object> scores = null;
    try {
      scores = scores(found, fields.get(0));
    } catch (IllegalArgumentException e) {
      faults.add(first.name(), String.valueOf(e.getMessage()));
      return null;
    }
    boolean neverNull =
        first.required()
            || first.autoNow()
            || first.autoNowAdd()
            || (first.type() instanceof Class<?> type && type.isPrimitive());
    IndexInfo info =
        new IndexInfo(
            found.kind().name(),
            found.kind().structure(),
            found.fields(),
            found.partitionBy(),
            found.mayRememberNull() && found.kind().remembersNull() && !neverNull);
    boolean text =
        NUMBERS.contains(first.type())
            && found.kind() instanceof SortedKind
            && fields.get(0).isStandard();
    boolean json = fields.stream().anyMatch(field -> field.codec() instanceof JsonCodec);
    boolean many = json && fields.size() == 1 && isTags(found, first.type());
    if (json && !many && (first.kind() == FieldKind.INDEXED || fields.size() > 1)) {
      faults.add(
          first.name(),
          "an index for equality needs values whose text is their identity, or a Set or List of"
              + " String with @IndexedField, not "
              + first.type().getTypeName()
              + ".");
    }
    String names =
        String.join("+", fields.stream().map(field -> field.info().storedName()).toList());
    return new BoundIndex(
        info,
        info.kind() + ":" + names,
        found.kind(),
        position,
        fields,
        partitions,
        scores,
        many,
        text);
  }

  private static boolean isTags(Found found, Type type) {
    return found.kind() instanceof EqualityKind
        && type instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> raw
        && Collection.class.isAssignableFrom(raw)
        && parameterized.getActualTypeArguments()[0] == String.class;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable ScoreCodec<Object> scores(Found found, BoundField field) {
    Optional<ScoreCodec<?>> scores = found.kind().scores(field.info(), field.codec());
    return (ScoreCodec<Object>) scores.orElse(null);
  }
}
