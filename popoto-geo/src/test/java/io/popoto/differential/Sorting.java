package io.popoto.differential;

import io.popoto.differential.Column.Trait;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import io.popoto.query.Ordering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An order with what it means.
 *
 * @param terms its terms
 */
record Sorting(List<Term> terms) {

  /**
   * A field, or the distance of a field from a point.
   *
   * @param column the field
   * @param from the point, for a distance
   * @param descending whether the greatest comes first
   */
  record Term(Column column, @Nullable GeoPoint from, boolean descending) {
    Ordering ordering() {
      if (from == null) {
        return new Ordering.ByField(column.name(), descending);
      }
      return descending
          ? Geo.distance(column.name(), from).descending()
          : Geo.distance(column.name(), from);
    }

    private int compare(Entry a, Entry b) {
      int compared = Values.compare(value(a), value(b));
      return descending ? -compared : compared;
    }

    private @Nullable Object value(Entry entry) {
      Object value = entry.get(column.name());
      return from == null || value == null ? value : (Object) Values.meters(from, (GeoPoint) value);
    }
  }

  static Sorting random(Data<?> data, Criteria criteria, Random random) {
    List<Term> terms = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Column column = data.columns().get(random.nextInt(data.columns().size()));
      if (column.is(Trait.ORDER)) {
        terms.add(new Term(column, null, random.nextBoolean()));
      } else if (column.is(Trait.GEO)) {
        GeoPoint from = criteria.viewpoint(column);
        if (from != null) {
          terms.add(new Term(column, from, random.nextBoolean()));
        }
      }
    }
    return new Sorting(terms);
  }

  /** Returns the order that a query without terms has. */
  Sorting orDefault(Data<?> data, List<Criterion> filters) {
    if (!terms.isEmpty()) {
      return this;
    }
    String order = data.order();
    if (!order.isEmpty()) {
      boolean descending = order.startsWith("-");
      Column column = data.column(descending ? order.substring(1) : order);
      return new Sorting(List.of(new Term(column, null, descending)));
    }
    Criterion all = Criterion.and(filters);
    for (Column column : all.filteredOn()) {
      if (column.is(Trait.RANGE) && all.given().containsAll(column.partitionBy())) {
        return new Sorting(List.of(new Term(column, null, false)));
      }
    }
    return this;
  }

  /** Returns the order of records; those that are equal follow by key. */
  Comparator<Entry> comparator() {
    boolean descending = !terms.isEmpty() && terms.get(terms.size() - 1).descending();
    return (a, b) -> {
      for (Term term : terms) {
        int compared = term.compare(a, b);
        if (compared != 0) {
          return compared;
        }
      }
      int compared = Values.compareText(a.id(), b.id());
      return descending ? -compared : compared;
    };
  }

  /** Returns whether one index that is not divided has this order. */
  boolean isWalked(Data<?> data) {
    if (terms.isEmpty()) {
      return true;
    }
    Column first = terms.get(0).column();
    return data.isKey(first.name())
        || (terms.size() == 1 && first.is(Trait.RANGE) && first.partitionBy().isEmpty());
  }

  /** Returns whether it depends on the partitions whether a stream can walk it. */
  boolean isDivided() {
    return terms.stream().anyMatch(term -> !term.column().partitionBy().isEmpty());
  }
}
