package io.popoto.differential;

import io.popoto.Condition;
import io.popoto.Query;
import io.popoto.async.AsyncQuery;
import io.popoto.query.Ordering;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random query of some data, with the records that it has to find.
 *
 * @param filters what records must satisfy
 * @param sorting the order asked for
 * @param effective the order that results have
 * @param limit the greatest number of records, or -1
 * @param offset how many to pass over
 * @param matches all matching records in order
 */
record Question(
    List<Criterion> filters,
    Sorting sorting,
    Sorting effective,
    int limit,
    int offset,
    List<Entry> matches) {

  static Question random(Data<?> data, Criteria criteria, Random random) {
    List<Criterion> filters = new ArrayList<>();
    Sorting sorting = Sorting.random(data, criteria, random);
    sorting.terms().forEach(term -> filters.addAll(criteria.partitions(term.column())));
    for (int i = random.nextInt(4); i > 0; i--) {
      filters.add(random.nextInt(filters.size() + 1), criteria.tree(3));
    }
    Sorting effective = sorting.orDefault(data, filters);
    List<Entry> matches =
        data.entries().stream()
            .filter(entry -> filters.stream().allMatch(filter -> filter.test().test(entry)))
            .sorted(effective.comparator())
            .toList();
    int most = random.nextInt(3) == 0 ? matches.size() + 3 : 6;
    return new Question(
        filters,
        sorting,
        effective,
        random.nextInt(5) < 2 ? -1 : random.nextInt(most),
        random.nextInt(3) > 0 ? 0 : random.nextInt(most),
        matches);
  }

  /** Returns the records that limit and offset leave. */
  List<Entry> page() {
    int from = Math.min(offset, matches.size());
    int to = limit < 0 ? matches.size() : Math.min(matches.size(), from + limit);
    return matches.subList(from, to);
  }

  <T> Query<T> filtered(Query<T> all) {
    Query<T> query = all;
    for (Criterion filter : filters) {
      if (filter.negated() != null) {
        query = query.exclude(filter.negated().condition());
      } else if (filter.condition() instanceof Condition.Lookup lookup) {
        query = query.filter(lookup.path(), lookup.operand());
      } else {
        query = query.filter(filter.condition());
      }
    }
    return sorting.terms().isEmpty() ? query : query.orderBy(orderings());
  }

  <T> AsyncQuery<T> filtered(AsyncQuery<T> all) {
    AsyncQuery<T> query =
        all.filter(filters.stream().map(Criterion::condition).toArray(Condition[]::new));
    return sorting.terms().isEmpty() ? query : query.orderBy(orderings());
  }

  <T> Query<T> paged(Query<T> all) {
    Query<T> query = limit < 0 ? all : all.limit(limit);
    return offset == 0 ? query : query.offset(offset);
  }

  private Ordering[] orderings() {
    return sorting.terms().stream().map(Sorting.Term::ordering).toArray(Ordering[]::new);
  }

  @Override
  public String toString() {
    return "%s%n  ordered by %s, limit %d, offset %d"
        .formatted(
            String.join(
                System.lineSeparator() + "  and ",
                filters.stream().map(filter -> filter.condition().toString()).toList()),
            sorting.terms().stream().map(Sorting.Term::ordering).toList(),
            limit,
            offset);
  }
}
