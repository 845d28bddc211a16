package io.popoto.async;

import io.popoto.Condition;
import io.popoto.Hit;
import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Row;
import io.popoto.Selection;
import io.popoto.query.Attribute;
import io.popoto.query.Ordering;
import io.popoto.spi.Computed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A query, by calls that return at once. Queries are immutable values: each method of the first
 * half returns a new one and never throws; what does not fit the model is a {@link
 * io.popoto.exception.QueryException} of the futures of the second half. Lists and maps in results
 * cannot be changed. Thread-safe.
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

  /** Returns this query in the order that it has if none is given. */
  AsyncQuery<T> orderBy();

  /** Returns this query in another order. */
  AsyncQuery<T> orderBy(Ordering... order);

  /** Returns this query for at most so many records, counted after filtering and ordering. */
  AsyncQuery<T> limit(int limit);

  /** Returns this query passing over the first so many records. */
  AsyncQuery<T> offset(int offset);

  /**
   * Returns this query for what comes behind a page, by the page's cursor.
   *
   * @param cursor the cursor of a page of the same filter and order; the calls that ask Redis fail
   *     with a {@code QueryException} if it is of another
   */
  AsyncQuery<T> after(String cursor);

  /** Returns this query loading these relationships in one more round trip for all of them. */
  AsyncQuery<T> with(String... relationships);

  /**
   * Returns this query for Java records whose components are named and typed like fields of the
   * model.
   */
  <R> AsyncQuery<R> as(Class<R> recordType);

  /**
   * Returns this query with a time limit of its own in place of {@link
   * io.popoto.PopotoBuilder#timeout}. It holds for each call of Redis that the query takes: one
   * beyond the budget of a call, or a stream, has it for each step.
   */
  AsyncQuery<T> timeout(Duration timeout);

  /** Returns this query for rows with exactly these fields; everything else stays as it is. */
  AsyncQuery<Row> values(String... fields);

  /** Returns this query for rows with all stored fields; everything else stays as it is. */
  AsyncQuery<Row> values();

  /** Returns this query for rows with exactly these fields; everything else stays as it is. */
  AsyncQuery<Row> values(Attribute<?, ?>... fields);

  /** Returns this query with a value computed for each record. */
  <V> AsyncQuery<Hit<T, V>> withValue(Computed<V> computed);

  /** Returns all results, in order. */
  CompletableFuture<List<T>> all();

  /** Returns the first result; empty if there is none. */
  CompletableFuture<Optional<T>> first();

  /** Returns the last result; empty if there is none. */
  CompletableFuture<Optional<T>> last();

  /** Returns all results of the page, with the cursor to go on behind it. */
  CompletableFuture<Page<T>> page();

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

  /** Returns the least value of an indexed field, nulls left out; empty if there is none. */
  CompletableFuture<Optional<Object>> min(String field);

  /** Returns the greatest value of an indexed field; empty if there is none. */
  CompletableFuture<Optional<Object>> max(String field);

  /** Returns the values of an indexed field, each once and in order, nulls left out. */
  CompletableFuture<List<Object>> distinct(String field);

  /** Returns how many records have each value of an indexed field, in the order of the values. */
  CompletableFuture<Map<Object, Long>> countBy(String field);

  /**
   * Returns any number of results in bounded memory, a page at a time, in the order of the key or
   * of one sorted field. Each row is exact for the moment it was read.
   *
   * <p>Each subscriber walks on its own, asks for no more pages than it has demand for, and may
   * cancel. An order that is not one of these, or a limit, is an error of the subscription.
   */
  Flow.Publisher<T> stream();

  /** Runs the query and returns how it was answered. */
  CompletableFuture<String> explain();
}
