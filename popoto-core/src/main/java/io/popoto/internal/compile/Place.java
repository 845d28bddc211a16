package io.popoto.internal.compile;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a record is in an order: what each term compares, then the id.
 *
 * @param keys for each term its key, or null where the record has no value
 * @param id the id
 */
@SuppressWarnings("ArrayRecordComponent")
record Place(@Nullable Comparable<?>[] keys, OrderTerm.Bytes id) {
  static Place of(List<OrderTerm> order, StoredRow row) {
    @Nullable Comparable<?>[] keys = new Comparable<?>[order.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = order.get(i).sortKey(row);
    }
    return new Place(keys, OrderTerm.Bytes.of(row.id()));
  }

  /** Returns the comparison of an order; ids go in the direction of the last term. */
  static Comparator<Place> comparator(List<OrderTerm> order) {
    boolean lastDescending = order.get(order.size() - 1).descending();
    return (a, b) -> {
      for (int i = 0; i < order.size(); i++) {
        int compared = compare(a.keys[i], b.keys[i]);
        if (compared != 0) {
          return order.get(i).descending() ? -compared : compared;
        }
      }
      int compared = a.id.compareTo(b.id);
      return lastDescending ? -compared : compared;
    };
  }

  /** Compares two keys of one term; null comes first. */
  @SuppressWarnings("unchecked")
  static int compare(@Nullable Comparable<?> a, @Nullable Comparable<?> b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return ((Comparable<Object>) a).compareTo(Objects.requireNonNull(b));
  }
}
