package io.popoto.internal.compile;

import io.popoto.Condition;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Conditions on the fields of related records, such as {@code customer__name}. */
public final class RelatedConditions {
  private static final Set<String> OWN = Set.of("exact", "in", "isnull");

  private RelatedConditions() {}

  /** Returns whether a lookup goes to a field of the related record. */
  static boolean goesOn(BoundField field, String lookup) {
    return field.info().target().isPresent() && !OWN.contains(lookup);
  }

  /** Returns the lookups in a condition that go to related records. */
  public static List<Condition.Lookup> in(BoundModel<?> model, Condition condition) {
    List<Condition.Lookup> found = new ArrayList<>();
    collect(model, condition, found);
    return found;
  }

  private static void collect(
      BoundModel<?> model, Condition condition, List<Condition.Lookup> found) {
    if (condition instanceof Condition.And and) {
      and.parts().forEach(part -> collect(model, part, found));
    } else if (condition instanceof Condition.Or or) {
      or.parts().forEach(part -> collect(model, part, found));
    } else if (condition instanceof Condition.Not not) {
      collect(model, not.part(), found);
    } else if (condition instanceof Condition.Lookup lookup) {
      String name = ConditionResolver.nameIn(lookup.path());
      boolean plain = lookup.path().equals(name);
      if (!plain
          && model.field(name).isPresent()
          && goesOn(model.field(name).get(), lookup.path().substring(name.length() + 2))) {
        found.add(lookup);
      }
    }
  }

  /** Returns the relationship that a lookup goes through. */
  public static BoundField field(BoundModel<?> model, Condition.Lookup lookup) {
    return model.field(ConditionResolver.nameIn(lookup.path())).orElseThrow();
  }

  /** Returns the condition on the related record. */
  public static Condition inner(Condition.Lookup lookup) {
    String name = ConditionResolver.nameIn(lookup.path());
    return Condition.of(lookup.path().substring(name.length() + 2), lookup.operand());
  }

  /** Returns a condition as unambiguous text, given the texts of its parts. */
  public static String text(Condition condition, Function<Condition, String> leaf) {
    if (condition instanceof Condition.And and) {
      return "and" + texts(and.parts(), leaf);
    } else if (condition instanceof Condition.Or or) {
      return "or" + texts(or.parts(), leaf);
    } else if (condition instanceof Condition.Not not) {
      return "not" + texts(List.of(not.part()), leaf);
    }
    String text = leaf.apply(condition);
    return text.length() + ":" + text;
  }

  private static List<String> texts(List<Condition> parts, Function<Condition, String> leaf) {
    return parts.stream().map(part -> text(part, leaf)).toList();
  }

  /** Returns a condition with some of its lookups replaced. */
  public static Condition replace(Condition condition, Map<Condition, Condition> replacements) {
    Condition replacement = replacements.get(condition);
    if (replacement != null) {
      return replacement;
    }
    if (condition instanceof Condition.And and) {
      return new Condition.And(
          and.parts().stream().map(part -> replace(part, replacements)).toList());
    } else if (condition instanceof Condition.Or or) {
      return new Condition.Or(
          or.parts().stream().map(part -> replace(part, replacements)).toList());
    } else if (condition instanceof Condition.Not not) {
      return new Condition.Not(replace(not.part(), replacements));
    }
    return condition;
  }
}
