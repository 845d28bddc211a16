package io.popoto;

import io.popoto.query.Attribute;
import io.popoto.query.Ordering;
import io.popoto.spi.Computed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query, by blocking calls. Queries are immutable values: each method of the first half returns a
 * new one. What does not fit the model is a {@link io.popoto.exception.QueryException} at the call,
 * before anything is sent. Thread-safe.
 *
 * @param <T> the type of the results
 */
public interface Query<T> extends Selection<T> {

  /** Returns this query with one more condition, such as {@code filter("total__gte", 50.0)}. */
  Query<T> filter(String lookup, @Nullable Object operand);

  /** Returns this query with more conditions. */
  Query<T> filter(Condition... conditions);

  /** Returns this query without the records that satisfy a condition. */
  Query<T> exclude(String lookup, @Nullable Object operand);

  /** Returns this query without the records that satisfy all of the conditions. */
  Query<T> exclude(Condition... conditions);

  /**
   * Returns this query ordered by fields, in descending order where a {@code -} stands in front.
   */
  Query<T> orderBy(String... fields);

  /** Returns this query in another order. */
  Query<T> orderBy(Ordering... order);

  /** Returns this query for at most so many records, counted after filtering and ordering. */
  Query<T> limit(int limit);

  /** Returns this query passing over the first so many records. */
  Query<T> offset(int offset);

  /** Returns this query with a time limit of its own for each call. */
  Query<T> timeout(Duration timeout);

  /** Returns this query for rows with exactly these fields; everything else stays as it is. */
  Query<Row> values(String... fields);

  /** Returns this query for rows with exactly these fields; everything else stays as it is. */
  default Query<Row> values(Attribute<?, ?>... fields) {
    return values(Arrays.stream(fields).map(Attribute::name).toArray(String[]::new));
  }

  /** Returns this query with a value computed for each record. */
  <V> Query<Hit<T, V>> withValue(Computed<V> computed);

  /** Returns all results, in order. */
  List<T> all();

  /** Returns the first result; empty if there is none. */
  Optional<T> first();

  /**
   * Returns the only result; empty if there is none.
   *
   * @throws io.popoto.exception.QueryException if there are several
   */
  Optional<T> get();

  /** Returns the keys of the records, in order, without loading them. */
  List<Key<T>> keys();

  /** Returns how many records there are, whatever limit and offset. */
  long count();

  /** Returns whether there is a record. */
  boolean exists();

  /** Runs the query and returns how it was answered. */
  String explain();
}
