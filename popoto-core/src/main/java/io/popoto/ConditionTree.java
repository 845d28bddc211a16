package io.popoto;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What records do by recursion, for conditions of any depth: a tree may be deeper than a stack, and
 * the same part may stand in it many times.
 */
final class ConditionTree {
  /** So many pieces are shown; the rest is left out. */
  private static final int MOST_SHOWN = 10_000;

  private ConditionTree() {}

  private static @Nullable List<Condition> parts(Condition condition) {
    if (condition instanceof Condition.And and) {
      return and.parts();
    } else if (condition instanceof Condition.Or or) {
      return or.parts();
    }
    return condition instanceof Condition.Not not ? List.of(not.part()) : null;
  }

  private record Pair(Condition a, Condition b) {}

  static boolean areEqual(Condition condition, @Nullable Object other) {
    if (!(other instanceof Condition first)) {
      return false;
    }
    Deque<Pair> open = new ArrayDeque<>();
    open.push(new Pair(condition, first));
    while (!open.isEmpty()) {
      Pair pair = open.pop();
      if (pair.a() == pair.b()) {
        continue;
      }
      List<Condition> parts = parts(pair.a());
      List<Condition> others = parts(pair.b());
      if (pair.a().getClass() != pair.b().getClass()) {
        return false;
      } else if (parts == null || others == null) {
        if (!pair.a().equals(pair.b())) {
          return false;
        }
      } else if (parts.size() != others.size()) {
        return false;
      } else {
        for (int i = 0; i < parts.size(); i++) {
          open.push(new Pair(parts.get(i), others.get(i)));
        }
      }
    }
    return true;
  }

  /** Returns a hash code of the first level, below which equal conditions are equal as well. */
  static int hash(Condition condition) {
    List<Condition> parts = parts(condition);
    int hash = condition.getClass().getName().hashCode();
    for (Condition part : parts == null ? List.<Condition>of() : parts) {
      List<Condition> below = parts(part);
      hash = 31 * hash + (below == null ? part.hashCode() : below.size());
    }
    return hash;
  }

  static String text(Condition condition) {
    StringBuilder text = new StringBuilder();
    Deque<Object> open = new ArrayDeque<>();
    open.push(condition);
    for (int shown = 0; !open.isEmpty(); shown++) {
      Object next = open.pop();
      List<Condition> parts = next instanceof Condition part ? parts(part) : null;
      if (shown == MOST_SHOWN) {
        return text.append('…').toString();
      } else if (parts == null) {
        text.append(next);
        continue;
      }
      text.append(next.getClass().getSimpleName());
      boolean one = next instanceof Condition.Not;
      text.append(one ? "[part=" : "[parts=[");
      open.push(one ? "]" : "]]");
      List<Object> inner = new ArrayList<>();
      for (Condition part : parts) {
        inner.add(inner.isEmpty() ? "" : ", ");
        inner.add(part);
      }
      for (int i = inner.size() - 1; i >= 0; i--) {
        open.push(inner.get(i));
      }
    }
    return text.toString();
  }
}
