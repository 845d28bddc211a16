package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the fields of a model stand in the rows of a reply. Immutable. */
final class RowLayout {
  /** By the position of the field in the model; null where it was not asked for. */
  private final int[] @Nullable [] places;

  /** Creates it from the places of the fields that were asked for. */
  RowLayout(int fields, Map<BoundField, List<Integer>> asked) {
    this.places = new int[fields][];
    for (Map.Entry<BoundField, List<Integer>> entry : asked.entrySet()) {
      List<Integer> at = entry.getValue();
      int[] all = new int[at.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = at.get(i);
      }
      places[entry.getKey().position()] = all;
    }
  }

  /** Returns what is stored under the first of a field's names that is there. */
  byte @Nullable [] stored(byte[] @Nullable [] row, BoundField field) {
    int[] at = places[field.position()];
    if (at == null) {
      throw new IllegalStateException("the field " + field + " was not asked for");
    }
    return first(row, at);
  }

  /** Returns what is stored, by the position of the field in the model; null for what is absent. */
  byte[] @Nullable [] stored(byte[] @Nullable [] row) {
    byte[][] stored = new byte[places.length][];
    for (int i = 0; i < stored.length; i++) {
      int[] at = places[i];
      if (at != null) {
        stored[i] = first(row, at);
      }
    }
    return stored;
  }

  private static byte @Nullable [] first(byte[] @Nullable [] row, int[] places) {
    for (int place : places) {
      byte[] stored = row[place];
      if (stored != null) {
        return stored;
      }
    }
    return null;
  }
}
