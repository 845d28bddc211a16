package io.popoto.internal.compile;

import io.popoto.Condition;
import io.popoto.exception.QueryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps conditions to a depth and a number that neither a stack nor a server has trouble with. What
 * is joined by the same word, however it is nested, is one level.
 */
final class ConditionShape {
  /** How many levels of and, or and not may lie in each other. */
  static final int MOST_LEVELS = 100;

  /** How many parts a condition may have altogether, apart from the values in each. */
  static final int MOST_CONDITIONS = 10_000;

  private ConditionShape() {}

  /** A condition at a level, inside a conjunction, an alternative or neither. */
  private record Place(Condition condition, int level, Class<?> inside) {}

  /**
   * Returns the same condition, flat: no part is of the kind that it is a part of.
   *
   * @throws QueryException if it is too deep or has too many parts
   */
  static Condition flat(String model, Condition condition) {
    check(model, condition);
    return flattened(condition);
  }

  /** Walks without recursion, and no further than to the limits: parts may occur in many places. */
  private static void check(String model, Condition condition) {
    Deque<Place> open = new ArrayDeque<>();
    open.push(new Place(condition, 1, Condition.class));
    int count = 0;
    while (!open.isEmpty()) {
      Place place = open.pop();
      List<Condition> parts = parts(place.condition());
      boolean level = place.condition().getClass() != place.inside();
      if (++count > MOST_CONDITIONS) {
        throw new QueryException(
            "%s: a condition has %d parts at most; give the values of one field as a list to __in."
                .formatted(model, MOST_CONDITIONS));
      } else if (level && place.level() > MOST_LEVELS && !parts.isEmpty()) {
        throw new QueryException(
            "%s: conditions can be nested in %d levels of and, or and not, but these are in more."
                .formatted(model, MOST_LEVELS));
      }
      int below = level ? place.level() + 1 : place.level();
      parts.forEach(part -> open.push(new Place(part, below, place.condition().getClass())));
    }
  }

  private static List<Condition> parts(Condition condition) {
    if (condition instanceof Condition.And and) {
      return and.parts();
    } else if (condition instanceof Condition.Or or) {
      return or.parts();
    }
    return condition instanceof Condition.Not not ? List.of(not.part()) : List.of();
  }

  private static Condition flattened(Condition condition) {
    if (condition instanceof Condition.And) {
      return new Condition.And(flattenedParts(condition));
    } else if (condition instanceof Condition.Or) {
      return new Condition.Or(flattenedParts(condition));
    }
    boolean complement = false;
    Condition part = condition;
    while (part instanceof Condition.Not not) {
      complement = !complement;
      part = not.part();
    }
    if (part == condition) {
      return condition;
    }
    return complement ? new Condition.Not(flattened(part)) : flattened(part);
  }

  /** Returns the parts, in the place of each of the same kind its own. */
  private static List<Condition> flattenedParts(Condition condition) {
    List<Condition> flat = new ArrayList<>();
    Deque<Condition> open = new ArrayDeque<>();
    open.push(condition);
    while (!open.isEmpty()) {
      Condition next = open.pop();
      if (next.getClass() != condition.getClass()) {
        Condition part = flattened(next);
        // What was hidden by a double negation.
        if (part.getClass() == condition.getClass()) {
          flat.addAll(parts(part));
        } else {
          flat.add(part);
        }
        continue;
      }
      List<Condition> parts = parts(next);
      for (int i = parts.size() - 1; i >= 0; i--) {
        open.push(parts.get(i));
      }
    }
    return flat;
  }
}
