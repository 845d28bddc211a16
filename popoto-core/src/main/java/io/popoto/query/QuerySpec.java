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
 * @param reversed whether the order runs backwards
 * @param limit the greatest number of records
 * @param offset how many to pass over
 * @param cursor where the page before ended
 * @param with relationships to load together with the records
 * @param timeout how long the call may take, if not the default
 * @param asked the condition as it was asked, if another has taken its place since; cursors belong
 *     to what was asked
 */
public record QuerySpec(
    Condition condition,
    List<Ordering> order,
    boolean reversed,
    OptionalInt limit,
    int offset,
    Optional<String> cursor,
    List<String> with,
    Optional<Duration> timeout,
    Optional<String> asked) {

  /** The query for every record, in the default order. */
  public static final QuerySpec ALL =
      new QuerySpec(
          Condition.all(),
          List.of(),
          false,
          OptionalInt.empty(),
          0,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty());

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
    return where(condition.and(more));
  }

  /** Returns this query with another condition. */
  public QuerySpec where(Condition other) {
    return new QuerySpec(other, order, reversed, limit, offset, cursor, with, timeout, asked);
  }

  /** Returns this query with a condition in the place of the one that was asked, shown as text. */
  public QuerySpec where(Condition other, String originally) {
    return new QuerySpec(
        other, order, reversed, limit, offset, cursor, with, timeout, Optional.of(originally));
  }

  /** Returns this query in another order. */
  public QuerySpec by(List<? extends Ordering> other) {
    return new QuerySpec(
        condition, List.copyOf(other), reversed, limit, offset, cursor, with, timeout, asked);
  }

  /** Returns this query in the opposite order. */
  public QuerySpec backwards() {
    return new QuerySpec(condition, order, !reversed, limit, offset, cursor, with, timeout, asked);
  }

  /** Returns this query for at most so many records. */
  public QuerySpec limitedTo(int most) {
    return new QuerySpec(
        condition, order, reversed, OptionalInt.of(most), offset, cursor, with, timeout, asked);
  }

  /** Returns this query passing over so many records. */
  public QuerySpec from(int first) {
    return new QuerySpec(condition, order, reversed, limit, first, cursor, with, timeout, asked);
  }

  /** Returns this query behind the end of another page. */
  public QuerySpec behind(String end) {
    return new QuerySpec(
        condition, order, reversed, limit, offset, Optional.of(end), with, timeout, asked);
  }

  /** Returns this query for every record, whatever the page. */
  public QuerySpec unpaged() {
    return new QuerySpec(
        condition, order, reversed, OptionalInt.empty(), 0, Optional.empty(), with, timeout, asked);
  }

  /** Returns this query for every record, in no order of its own, and not behind a cursor. */
  public QuerySpec whole() {
    return new QuerySpec(
        condition,
        List.of(),
        false,
        OptionalInt.empty(),
        0,
        Optional.empty(),
        List.of(),
        timeout,
        asked);
  }

  /** Returns this query loading these relationships as well. */
  public QuerySpec loading(List<String> relationships) {
    List<String> all = new ArrayList<>(with);
    all.addAll(relationships);
    return new QuerySpec(condition, order, reversed, limit, offset, cursor, all, timeout, asked);
  }

  /** Returns this query with a time limit of its own. */
  public QuerySpec within(Duration most) {
    return new QuerySpec(
        condition, order, reversed, limit, offset, cursor, with, Optional.of(most), asked);
  }
}
