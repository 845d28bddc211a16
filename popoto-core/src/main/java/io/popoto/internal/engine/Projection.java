package io.popoto.internal.engine;

import io.popoto.Hit;
import io.popoto.Row;
import io.popoto.internal.compile.StoredRecord;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.internal.scan.RecordProjection;
import io.popoto.spi.Computed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a record.
 *
 * @param fields the fields it needs
 * @param read makes it
 * @param <R> the type of the result
 */
record Projection<R>(List<BoundField> fields, Function<StoredRecord, R> read) {

  /** Makes entities, with the related records that were loaded. */
  static <T> Projection<T> entities(BoundModel<T> model) {
    return new Projection<>(
        model.fields(),
        record -> {
          T entity = model.decode(record.key(), Objects.requireNonNull(record.stored()));
          return model.with(entity, record.related());
        });
  }

  /** Makes rows of some fields. */
  static Projection<Row> rows(List<BoundField> fields) {
    return new Projection<>(
        fields,
        record -> {
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          fields.forEach(field -> values.put(field.name(), record.value(field)));
          return new Row(values);
        });
  }

  /** Makes Java records of some fields. */
  static <S> Projection<S> records(RecordProjection<S> type) {
    return new Projection<>(type.fields(), record -> type.make(record::value));
  }

  /** Makes the same, each together with what is computed of a field. */
  <V> Projection<Hit<R, V>> with(BoundField field, Computed<V> computed) {
    List<BoundField> more = new ArrayList<>(fields);
    more.add(field);
    return new Projection<>(
        more,
        record -> {
          Object value = record.value(field);
          return new Hit<>(read.apply(record), value == null ? null : computed.of(value));
        });
  }
}
