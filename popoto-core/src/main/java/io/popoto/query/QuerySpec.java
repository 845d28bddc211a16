package io.popoto.query;

import io.popoto.Condition;
import io.popoto.exception.QueryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a query asks for, before it is compiled. Immutable; each method returns a new one.
 *
 * @param condition what records must satisfy
 * @param order the terms of the order; none for the default
 * @param limit the greatest number of records
 * @param offset how many to pass over
 * @param with relationships to load together with the records
 * @param timeout how long the call may take, if not the default
 */
public record QuerySpec(
    Condition condition,
    List<Ordering> order,
    OptionalInt limit,
    int offset,
    List<String> with,
    Optional<Duration> timeout) {

  /** The query for every record, in the default order. */
  public static final QuerySpec ALL =
      new QuerySpec(
          Condition.all(), List.of(), OptionalInt.empty(), 0, List.of(), Optional.empty());

  /** Copies the lists and checks the numbers. */
  public QuerySpec {
    order = List.copyOf(order);
    with = List.copyOf(with);
    if (limit.isPresent() && limit.getAsInt() < 0) {
      throw new QueryException("limit: expected 0 or more, but got " + limit.getAsInt() + ".");
    }
    if (offset < 0) {
      throw new QueryException("offset: expected 0 or more, but got " + offset + ".");
    }
  }

  /** Returns this query with one more condition. */
  public QuerySpec and(Condition more) {
    List<Condition> parts = new ArrayList<>();
    if (condition instanceof Condition.And and) {
      parts.addAll(and.parts());
    } else {
      parts.add(condition);
    }
    parts.add(more);
    return new QuerySpec(new Condition.And(parts), order, limit, offset, with, timeout);
  }

  /** Returns this query in another order. */
  public QuerySpec by(List<? extends Ordering> newOrder) {
    return new QuerySpec(condition, List.copyOf(newOrder), limit, offset, with, timeout);
  }

  /** Returns this query for at most so many records. */
  public QuerySpec limitedTo(int newLimit) {
    return new QuerySpec(condition, order, OptionalInt.of(newLimit), offset, with, timeout);
  }

  /** Returns this query without its page. */
  public QuerySpec unlimited() {
    return new QuerySpec(condition, order, OptionalInt.empty(), 0, with, timeout);
  }

  /** Returns this query passing over so many records. */
  public QuerySpec from(int newOffset) {
    return new QuerySpec(condition, order, limit, newOffset, with, timeout);
  }

  /** Returns this query loading these relationships as well. */
  public QuerySpec loading(List<String> relationships) {
    List<String> all = new ArrayList<>(with);
    all.addAll(relationships);
    return new QuerySpec(condition, order, limit, offset, all, timeout);
  }

  /** Returns this query with a time limit of its own. */
  public QuerySpec within(Duration newTimeout) {
    return new QuerySpec(condition, order, limit, offset, with, Optional.of(newTimeout));
  }
}
