package io.popoto;

import io.popoto.query.Attribute;
import io.popoto.query.Ordering;
import io.popoto.spi.Computed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query, by blocking calls. Queries are immutable values: each method of the first half returns a
 * new one. What does not fit the model is a {@link io.popoto.exception.QueryException} at the call,
 * before anything is sent. Lists and maps in results cannot be changed. Thread-safe.
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

  /** Returns this query in the order that it has if none is given. */
  Query<T> orderBy();

  /** Returns this query in another order. */
  Query<T> orderBy(Ordering... order);

  /** Returns this query for at most so many records, counted after filtering and ordering. */
  Query<T> limit(int limit);

  /** Returns this query passing over the first so many records. */
  Query<T> offset(int offset);

  /**
   * Returns this query for what comes behind a page, by the page's cursor.
   *
   * @param cursor the cursor of a page of the same filter and order; the calls that ask Redis fail
   *     with a {@code QueryException} if it is of another
   */
  Query<T> after(String cursor);

  /** Returns this query loading these relationships in one more round trip for all of them. */
  Query<T> with(String... relationships);

  /**
   * Returns this query for Java records whose components are named and typed like fields of the
   * model.
   */
  <R> Query<R> as(Class<R> recordType);

  /**
   * Returns this query with a time limit of its own in place of {@link
   * io.popoto.PopotoBuilder#timeout}. It holds for each call of Redis that the query takes: one
   * beyond the budget of a call, or a stream, has it for each step.
   */
  Query<T> timeout(Duration timeout);

  /** Returns this query for rows with exactly these fields; everything else stays as it is. */
  Query<Row> values(String... fields);

  /** Returns this query for rows with all stored fields; everything else stays as it is. */
  Query<Row> values();

  /** Returns this query for rows with exactly these fields; everything else stays as it is. */
  Query<Row> values(Attribute<?, ?>... fields);

  /** Returns this query with a value computed for each record. */
  <V> Query<Hit<T, V>> withValue(Computed<V> computed);

  /** Returns all results, in order. */
  List<T> all();

  /** Returns the first result; empty if there is none. */
  Optional<T> first();

  /** Returns the last result; empty if there is none. */
  Optional<T> last();

  /** Returns all results of the page, with the cursor to go on behind it. */
  Page<T> page();

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

  /** Returns the least value of an indexed field, nulls left out; empty if there is none. */
  Optional<Object> min(String field);

  /** Returns the greatest value of an indexed field; empty if there is none. */
  Optional<Object> max(String field);

  /** Returns the values of an indexed field, each once and in order, nulls left out. */
  List<Object> distinct(String field);

  /** Returns how many records have each value of an indexed field, in the order of the values. */
  Map<Object, Long> countBy(String field);

  /**
   * Returns any number of results in bounded memory, a page at a time, in the order of the key or
   * of one sorted field. Each row is exact for the moment it was read.
   *
   * @throws io.popoto.exception.QueryException if the order is another, or there is a limit
   */
  Stream<T> stream();

  /** Runs the query and returns how it was answered. */
  String explain();
}
