package io.popoto.internal.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What of a condition goes to the server, if it has more values than one call should carry: one
 * after the other, slices of it, each with some of the values of one list; and of what still is too
 * much, nothing, so that the records which come are more than those that match. Each row is tested
 * here by the whole condition in any case.
 *
 * @param slices conditions, any of which is satisfied by each record that is to be found
 * @param exact whether they are satisfied by no others
 */
record WideCondition(List<Node> slices, boolean exact) {
  /** So many values and conditions a script reads in about a millisecond and a half. */
  static final int MOST_WEIGHT = 5_000;

  private static final int MOST_OF_SLICE = MOST_WEIGHT / 2;
  private static final Node EVERYTHING = new Node.All(List.of());
  private static final Node NOTHING = new Node.Any(List.of());

  static WideCondition of(Node condition) {
    if (condition.weight() <= MOST_WEIGHT) {
      return new WideCondition(List.of(condition), true);
    }
    List<Node> parts =
        condition instanceof Node.All all ? new ArrayList<>(all.parts()) : List.of(condition);
    Node widest =
        parts.stream()
            .filter(part -> part.indexed() && part.weight() > MOST_OF_SLICE)
            .max(Comparator.comparingInt(Node::weight))
            .orElse(EVERYTHING);
    Node others = Node.all(parts.stream().filter(part -> part != widest).toList());
    Node rest = withoutWidest(others, MOST_OF_SLICE);
    List<Node> slices = new ArrayList<>();
    boolean exact = rest == others;
    for (Node slice : widest.slices(MOST_OF_SLICE)) {
      Node light = withoutWidest(slice, MOST_OF_SLICE + 4 * Node.OVERHEAD);
      exact &= light == slice;
      slices.add(Node.all(List.of(light, rest)));
    }
    return new WideCondition(slices, exact);
  }

  boolean isOne() {
    return slices.size() == 1;
  }

  /** Returns the node itself if it is light enough, else one that more records satisfy. */
  private static Node withoutWidest(Node node, int most) {
    int weight = node.weight();
    if (weight <= most) {
      return node;
    }
    List<Node> leaves = new ArrayList<>();
    collect(node, leaves);
    leaves.sort(Comparator.comparingInt(Node::weight).reversed());
    Set<Node> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node leaf : leaves) {
      if (weight <= most) {
        break;
      }
      dropped.add(leaf);
      weight -= leaf.weight();
    }
    return without(node, dropped, true);
  }

  private static void collect(Node node, List<Node> leaves) {
    if (node instanceof Node.All all) {
      all.parts().forEach(part -> collect(part, leaves));
    } else if (node instanceof Node.Any any) {
      any.parts().forEach(part -> collect(part, leaves));
    } else if (node instanceof Node.Complement not) {
      collect(not.part(), leaves);
    } else {
      leaves.add(node);
    }
  }

  /** Replaces nodes so that more records satisfy the whole, or fewer, if it is negated. */
  private static Node without(Node node, Set<Node> dropped, boolean more) {
    if (node instanceof Node.All all) {
      List<Node> parts = parts(all.parts(), dropped, more);
      return parts.stream().anyMatch(WideCondition::isNothing) ? NOTHING : Node.all(parts);
    } else if (node instanceof Node.Any any) {
      List<Node> parts = parts(any.parts(), dropped, more);
      return parts.stream().anyMatch(WideCondition::isEverything) ? EVERYTHING : Node.any(parts);
    } else if (node instanceof Node.Complement not) {
      Node part = without(not.part(), dropped, !more);
      if (isNothing(part)) {
        return EVERYTHING;
      }
      return isEverything(part) ? NOTHING : new Node.Complement(part);
    } else if (dropped.contains(node)) {
      return more ? EVERYTHING : NOTHING;
    }
    return node;
  }

  private static boolean isEverything(Node node) {
    return node instanceof Node.All all && all.parts().isEmpty();
  }

  private static boolean isNothing(Node node) {
    return node instanceof Node.Any any && any.parts().isEmpty();
  }

  private static List<Node> parts(List<Node> parts, Set<Node> dropped, boolean more) {
    return parts.stream().map(part -> without(part, dropped, more)).toList();
  }
}
