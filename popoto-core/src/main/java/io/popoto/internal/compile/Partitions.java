package io.popoto.internal.compile;

import io.popoto.Condition;
import io.popoto.exception.QueryException;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The exact values that a conjunction gives to fields, for indexes divided by those fields. */
final class Partitions {
  /** Each is an index of its own. */
  static final int MOST_PARTITIONS = 500;

  private static final Partitions NONE = new Partitions(Map.of(), true);
  private static final Partitions UNCHECKED = new Partitions(Map.of(), false);

  private final Map<String, List<byte[]>> values;
  private final boolean checked;

  private Partitions(Map<String, List<byte[]>> values, boolean checked) {
    this.values = values;
    this.checked = checked;
  }

  static Partitions none() {
    return NONE;
  }

  /** Returns partitions that never complain, for checks of a query that is not complete yet. */
  static Partitions unchecked() {
    return UNCHECKED;
  }

  boolean isChecked() {
    return checked;
  }

  Partitions with(BoundModel<?> model, List<Condition.Lookup> lookups) {
    Map<String, List<byte[]>> more = new HashMap<>(values);
    for (Condition.Lookup lookup : lookups) {
      String name = ConditionResolver.nameIn(lookup.path());
      boolean exact = lookup.path().equals(name) || lookup.path().equals(name + "__exact");
      if (model.field(name).isEmpty() || lookup.operand() == null) {
        continue;
      }
      BoundField field = model.field(name).get();
      if (model.indexes().stream().noneMatch(index -> index.partitionBy().contains(field))) {
        continue;
      }
      LookupOperands operands = new LookupOperands(model, field, "in");
      if (exact) {
        more.put(name, List.of(operands.one(lookup.operand()).canonical()));
      } else if (lookup.path().equals(name + "__in")) {
        more.put(
            name, operands.many(lookup.operand()).all().stream().map(Operand::canonical).toList());
      }
    }
    return new Partitions(more, checked);
  }

  /** Returns whether each field that divides an index has a value. */
  boolean has(BoundIndex index) {
    return index.partitionBy().stream().allMatch(field -> values.containsKey(field.name()));
  }

  /**
   * Returns the sorted index of a field to use, if it has one: rather one that is divided by fields
   * which have values here, else one that is not divided.
   */
  @Nullable BoundIndex sorted(BoundModel<?> model, BoundField field) {
    BoundIndex found = null;
    for (BoundIndex index : model.indexes()) {
      if (!index.info().kind().equals("sorted") || !index.info().isOf(field.name())) {
        continue;
      }
      boolean divided = !index.partitionBy().isEmpty();
      if (divided && has(index)) {
        return index;
      }
      if (found == null || !divided) {
        found = index;
      }
    }
    return found;
  }

  /**
   * Returns the partitions of an index to look into, each with a text for each partition field.
   *
   * @throws QueryException if a partition field has no exact value
   */
  List<List<byte[]>> of(BoundModel<?> model, BoundIndex index) {
    List<List<byte[]>> all = new ArrayList<>();
    all.add(List.of());
    List<String> missing = new ArrayList<>();
    for (BoundField field : index.partitionBy()) {
      List<byte[]> texts = values.get(field.name());
      if (texts == null) {
        missing.add(field.name());
        continue;
      }
      if ((long) all.size() * texts.size() > MOST_PARTITIONS) {
        throw new QueryException(
            "%s.%s: a condition looks into %d partitions at most, but the values of %s make more."
                .formatted(
                    model.name(), index.field(), MOST_PARTITIONS, index.info().partitionBy()));
      }
      List<List<byte[]>> longer = new ArrayList<>();
      for (List<byte[]> partition : all) {
        for (byte[] text : texts) {
          List<byte[]> next = new ArrayList<>(partition);
          next.add(text);
          longer.add(next);
        }
      }
      all = longer;
    }
    if (checked && !missing.isEmpty()) {
      throw new QueryException(
          "%s.%s is divided by %s: give an exact value for %s, or a list with __in."
              .formatted(model.name(), index.field(), index.info().partitionBy(), missing));
    }
    return index.partitionBy().isEmpty() ? List.of() : all;
  }
}
