package io.popoto.internal.index;

import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.SortedKeyField;
import io.popoto.metadata.FieldInfo;
import io.popoto.metadata.IndexInfo.Structure;
import io.popoto.spi.IndexKind;
import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/** A sorted set of ids in the exact order of their values. */
public final class SortedKind implements IndexKind {
  @Override
  public String name() {
    return "sorted";
  }

  @Override
  public Structure structure() {
    return Structure.ZSET;
  }

  @Override
  public boolean serves(Annotation annotation) {
    return annotation instanceof SortedField
        || annotation instanceof SortedKeyField
        || (annotation instanceof DatetimeField datetime && datetime.indexed());
  }

  @Override
  public List<String> partitionBy(Annotation annotation) {
    if (annotation instanceof SortedField sorted) {
      return List.of(sorted.partitionBy());
    }
    if (annotation instanceof SortedKeyField sorted) {
      return List.of(sorted.partitionBy());
    }
    return List.of();
  }

  @Override
  public Optional<ScoreCodec<?>> scores(FieldInfo field, ValueCodec<?> codec) {
    return Optional.of(
        codec
            .order()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("a sorted field needs a type that has an order Redis can keep, but %s has"
                                + " none. Use a number, a date or an Instant, or register a codec"
                                + " with an order.")
                            .formatted(field.type().getTypeName()))));
  }
}
