package io.popoto.async;

import io.popoto.Condition;
import io.popoto.Hit;
import io.popoto.Key;
import io.popoto.Row;
import io.popoto.Selection;
import io.popoto.query.Attribute;
import io.popoto.query.Ordering;
import io.popoto.spi.Computed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A query, by calls that return at once. Queries are immutable values: each method of the first
 * half returns a new one and never throws; what does not fit the model is a {@link
 * io.popoto.exception.QueryException} of the futures of the second half. Thread-safe.
 *
 * @param <T> the type of the results
 */
public interface AsyncQuery<T> extends Selection<T> {

  /** Returns this query with one more condition, such as {@code filter("total__gte", 50.0)}. */
  AsyncQuery<T> filter(String lookup, @Nullable Object operand);

  /** Returns this query with more conditions. */
  AsyncQuery<T> filter(Condition... conditions);

  /** Returns this query without the records that satisfy a condition. */
  AsyncQuery<T> exclude(String lookup, @Nullable Object operand);

  /** Returns this query without the records that satisfy all of the conditions. */
  AsyncQuery<T> exclude(Condition... conditions);

  /**
   * Returns this query ordered by fields, in descending order where a {@code -} stands in front.
   */
  AsyncQuery<T> orderBy(String... fields);

  /** Returns this query in another order. */
  AsyncQuery<T> orderBy(Ordering... order);

  /** Returns this query for at most so many records, counted after filtering and ordering. */
  AsyncQuery<T> limit(int limit);

  /** Returns this query passing over the first so many records. */
  AsyncQuery<T> offset(int offset);

  /** Returns this query with a time limit of its own for each call. */
  AsyncQuery<T> timeout(Duration timeout);

  /** Returns this query for rows with exactly these fields; everything else stays as it is. */
  AsyncQuery<Row> values(String... fields);

  /** Returns this query for rows with exactly these fields; everything else stays as it is. */
  default AsyncQuery<Row> values(Attribute<?, ?>... fields) {
    return values(Arrays.stream(fields).map(Attribute::name).toArray(String[]::new));
  }

  /** Returns this query with a value computed for each record. */
  <V> AsyncQuery<Hit<T, V>> withValue(Computed<V> computed);

  /** Returns all results, in order. */
  CompletableFuture<List<T>> all();

  /** Returns the first result; empty if there is none. */
  CompletableFuture<Optional<T>> first();

  /**
   * Returns the only result; empty if there is none.
   *
   * @throws io.popoto.exception.QueryException if there are several
   */
  CompletableFuture<Optional<T>> get();

  /** Returns the keys of the records, in order, without loading them. */
  CompletableFuture<List<Key<T>>> keys();

  /** Returns how many records there are, whatever limit and offset. */
  CompletableFuture<Long> count();

  /** Returns whether there is a record. */
  CompletableFuture<Boolean> exists();

  /** Runs the query and returns how it was answered. */
  CompletableFuture<String> explain();
}
