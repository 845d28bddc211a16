package io.popoto.spi;

import io.popoto.metadata.FieldInfo;
import io.popoto.metadata.IndexInfo.Structure;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/**
 * A kind of index: which annotation asks for it, how it lies in Redis and what it can be asked. The
 * built-in kinds are written on this interface as well. Implementations are immutable.
 */
public interface IndexKind {
  /** Returns the name, which is part of the index keys: {@code eq}, {@code sorted}, … */
  String name();

  /** Returns how it lies in Redis. */
  Structure structure();

  /** Returns whether a field with this annotation is indexed in this way. */
  boolean serves(Annotation annotation);

  /** Returns the fields that divide the index. */
  default List<String> partitionBy(Annotation annotation) {
    return List.of();
  }

  /** Returns whether records with a null value are remembered, for nulls first and isnull. */
  default boolean remembersNull() {
    return true;
  }

  /**
   * Returns how values become scores, for an index in a sorted set.
   *
   * @throws IllegalArgumentException with the reason if values of the field have no score
   */
  default Optional<ScoreCodec<?>> scores(FieldInfo field, ValueCodec<?> codec) {
    return Optional.empty();
  }

  /**
   * Returns the criterion for a lookup of this kind, such as {@code near}, or empty if it has no
   * lookup of that name.
   *
   * @throws io.popoto.exception.QueryException if the operand is of no use
   */
  default Optional<Criterion> lookup(String name, Object operand) {
    return Optional.empty();
  }
}
