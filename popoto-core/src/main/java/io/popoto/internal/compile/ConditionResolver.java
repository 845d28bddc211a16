package io.popoto.internal.compile;

import io.popoto.Condition;
import io.popoto.exception.QueryException;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks conditions against a model and decides how each is answered: by the key, an index, or the
 * stored fields.
 */
public final class ConditionResolver {
  private final BoundModel<?> model;

  /** Creates it for a model. */
  public ConditionResolver(BoundModel<?> model) {
    this.model = model;
  }

  /**
   * Checks depth, names, lookups and operands, without asking for partition fields.
   *
   * @return the same condition, flat
   * @throws QueryException if something does not fit the model
   */
  public Condition check(Condition condition) {
    Condition flat = ConditionShape.flat(model.name(), condition);
    resolve(flat, Partitions.unchecked());
    return flat;
  }

  /**
   * Resolves a condition.
   *
   * @throws QueryException if something does not fit the model, or a partition field has no value
   */
  Node resolve(Condition condition) {
    return resolve(ConditionShape.flat(model.name(), condition), Partitions.none());
  }

  /** Returns a condition as text, whether or not its partition fields have values. */
  public String text(Condition condition) {
    return resolve(ConditionShape.flat(model.name(), condition), Partitions.unchecked()).text();
  }

  private Node resolve(Condition condition, Partitions outer) {
    if (condition instanceof Condition.And and) {
      Partitions inner = outer.with(model, exactValues(and));
      List<Node> parts = new ArrayList<>();
      and.parts().forEach(part -> parts.add(resolve(part, inner)));
      return Node.all(parts);
    }
    if (condition instanceof Condition.Or or) {
      List<Node> parts = new ArrayList<>();
      or.parts().forEach(part -> parts.add(resolve(part, outer)));
      return Node.any(parts);
    }
    if (condition instanceof Condition.Not not) {
      return new Node.Complement(resolve(not.part(), outer));
    }
    if (condition instanceof Condition.Matching matching) {
      BoundField field = knownField(matching.field());
      return new CriterionNode(pluginIndex(field, matching.field()), matching.criterion());
    }
    return lookup((Condition.Lookup) condition, outer);
  }

  /** The lookups of this conjunction, and of those nested in it, that give a field its values. */
  private List<Condition.Lookup> exactValues(Condition.And and) {
    List<Condition.Lookup> found = new ArrayList<>();
    for (Condition part : and.parts()) {
      if (part instanceof Condition.Lookup lookup) {
        found.add(lookup);
      } else if (part instanceof Condition.And nested) {
        found.addAll(exactValues(nested));
      }
    }
    return found;
  }

  /**
   * Returns the field of a name.
   *
   * @throws QueryException if there is none
   */
  public BoundField knownField(String name) {
    return model
        .field(name)
        .orElseThrow(
            () ->
                new QueryException(
                    "%s has no field \"%s\"; it has %s."
                        .formatted(model.name(), name, model.fields())));
  }

  private BoundIndex pluginIndex(BoundField field, String name) {
    return model.indexes().stream()
        .filter(index -> index.info().isOf(field.name()) && index.scores() != null)
        .filter(index -> !index.info().kind().equals("sorted"))
        .findFirst()
        .orElseThrow(
            () ->
                new QueryException(
                    "%s.%s has no index that answers this condition."
                        .formatted(model.name(), name)));
  }

  private Node lookup(Condition.Lookup condition, Partitions partitions) {
    String name = nameIn(condition.path());
    BoundField field = knownField(name);
    boolean plain = name.equals(condition.path());
    String lookup = plain ? "exact" : condition.path().substring(name.length() + 2);
    Object operand = condition.operand();
    LookupOperands operands = new LookupOperands(model, field, lookup);
    if (!plain && RelatedConditions.goesOn(field, lookup)) {
      if (partitions.isChecked()) {
        throw operands.refused("a condition of a write cannot go to another record");
      }
      return new Node.All(List.of());
    }
    if (lookup.equals("isnull")) {
      Node isNull = isNull(field);
      return operands.truth(operand) ? isNull : new Node.Complement(isNull);
    }
    if (lookup.equals("exact") && operand == null) {
      return isNull(field);
    }
    for (BoundIndex index : model.indexes()) {
      if (index.info().isOf(field.name()) && operand != null) {
        var criterion = index.kind().lookup(lookup, operand);
        if (criterion.isPresent()) {
          return new CriterionNode(index, criterion.get());
        }
      }
    }
    if (operand == null && operands.needsOperand()) {
      throw operands.refused("needs an operand, but got null; use " + field + "__isnull");
    }
    return new FieldLookup(model, field, lookup, operands, partitions).resolve(operand);
  }

  /** Returns the name of the field in a path such as {@code total__gte}. */
  static String nameIn(String path) {
    int split = path.indexOf("__");
    return split < 0 ? path : path.substring(0, split);
  }

  private Node isNull(BoundField field) {
    for (BoundIndex index : model.indexes()) {
      if (index.info().isOf(field.name()) && index.nullAt() != null) {
        return new NullNode(index);
      }
    }
    return new TextNode(field, TextNode.How.NULL, Choices.of(List.of()));
  }

  /** Returns whether a field has a sorted index. */
  public boolean isSorted(BoundField field) {
    return Partitions.none().sorted(model, field) != null;
  }

  /** Returns the values that the top level of a condition gives to fields. */
  Partitions partitions(Condition condition) {
    Condition.And and =
        condition instanceof Condition.And all ? all : new Condition.And(List.of(condition));
    return Partitions.none().with(model, exactValues(and));
  }

  /** Returns which fields the top level filters on, in order. */
  List<BoundField> filteredOn(Condition condition) {
    Condition.And and =
        condition instanceof Condition.And all ? all : new Condition.And(List.of(condition));
    return exactValues(and).stream().map(lookup -> knownField(nameIn(lookup.path()))).toList();
  }
}
