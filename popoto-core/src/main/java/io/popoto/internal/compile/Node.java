package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition that has been checked against a model: it can be written for the scripts, tested on a
 * row, and shown. Immutable.
 */
interface Node {
  /** What a condition weighs beside its values. */
  int OVERHEAD = 4;

  /** Writes it for the scripts. */
  void write(Json json, Writing writing);

  /** Returns whether a row satisfies it. */
  boolean test(StoredRow row);

  /** Returns it as explain shows it. */
  String text();

  /** Adds the fields that a test looks at. */
  void addFields(Set<BoundField> fields);

  /** Returns whether an index gives the records, so that no others have to be examined. */
  default boolean indexed() {
    return true;
  }

  /** Adds the fields that an index would help to find the records by. */
  default void addUnindexed(Set<BoundField> fields) {}

  /** Returns about how many values a script gets of it, each of which costs as it is read. */
  default int weight() {
    return OVERHEAD;
  }

  /** Adds how many values it asks equality indexes for. */
  default void addValues(ValuesOfIndexes counts) {}

  /**
   * Returns what nodes have in common that can be joined into one, see {@link #union}; null if it
   * can be joined with no other.
   */
  default @Nullable Object kind() {
    return null;
  }

  /** Returns the node that stands for any of some of this kind, of which this is the first. */
  default Node union(List<Node> same) {
    throw new UnsupportedOperationException();
  }

  /** Returns nodes with at most so many values, any of which is this one. */
  default List<Node> slices(int most) {
    return List.of(this);
  }

  /**
   * What is collected while nodes are written: operands, fields that scripts read, use of tokens.
   */
  final class Writing {
    final Operands operands;
    final StoredNames residual = new StoredNames();
    boolean tokens;
    private final ValuesOfIndexes values = new ValuesOfIndexes();

    Writing(Operands operands) {
      this.operands = operands;
    }

    /** Writes the condition of a call. */
    void where(Json json, Node condition) {
      condition.addValues(values);
      condition.write(json, this);
    }

    /**
     * Returns whether scripts compare what records have in the field, rather than ask the index.
     */
    boolean comparesStored(BoundIndex index) {
      return values.areMany(index);
    }
  }

  /** Returns the node for all of the parts, of which those of one kind are joined. */
  static Node all(List<Node> parts) {
    List<Node> flat = new ArrayList<>();
    parts.forEach(part -> flat.addAll(part instanceof All all ? all.parts() : List.of(part)));
    List<Node> joined =
        joined(
            flat,
            part -> part instanceof RangeNode range && range.isOne() ? range.kind() : null,
            same -> same.stream().reduce((a, b) -> ((RangeNode) a).intersection((RangeNode) b)));
    return new All(
        joined(
            joined,
            part -> part instanceof Complement not ? not.part().kind() : null,
            same -> Optional.of(new Complement(any(same.stream().map(Node::part).toList())))));
  }

  private static Node part(Node complement) {
    return ((Complement) complement).part();
  }

  /** Returns the node for any of the parts, of which those of one kind are joined. */
  static Node any(List<Node> parts) {
    List<Node> flat = new ArrayList<>();
    parts.forEach(part -> flat.addAll(part instanceof Any any ? any.parts() : List.of(part)));
    List<Node> joined = joined(flat, Node::kind, same -> Optional.of(same.get(0).union(same)));
    return joined.size() == 1 ? joined.get(0) : new Any(joined);
  }

  /** Returns the nodes; of several of one kind, in the place of the first the joined one. */
  private static List<Node> joined(
      List<Node> nodes,
      Function<Node, @Nullable Object> kind,
      Function<List<Node>, Optional<Node>> join) {
    Map<Object, List<Node>> byKind = new LinkedHashMap<>();
    for (Node node : nodes) {
      Object known = kind.apply(node);
      byKind
          .computeIfAbsent(known == null ? new Object() : known, k -> new ArrayList<>(1))
          .add(node);
    }
    return byKind.values().stream()
        .map(same -> same.size() == 1 ? same.get(0) : join.apply(same).orElseThrow())
        .toList();
  }

  /** All of the parts; of none, every record. */
  record All(List<Node> parts) implements Node {
    @Override
    public void write(Json json, Writing writing) {
      if (parts.isEmpty()) {
        json.open('{').name("op").text("all").close('}');
      } else if (parts.size() == 1) {
        parts.get(0).write(json, writing);
      } else {
        many(json, "and", parts, writing);
      }
    }

    @Override
    public boolean test(StoredRow row) {
      for (Node part : parts) {
        if (!part.test(row)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean indexed() {
      return parts.stream().anyMatch(Node::indexed);
    }

    @Override
    public int weight() {
      return OVERHEAD + parts.stream().mapToInt(Node::weight).sum();
    }

    @Override
    public void addValues(ValuesOfIndexes counts) {
      parts.forEach(part -> part.addValues(counts));
    }

    @Override
    public void addUnindexed(Set<BoundField> fields) {
      parts.forEach(part -> part.addUnindexed(fields));
    }

    @Override
    public String text() {
      return parts.isEmpty() ? "everything" : joined(parts, " and ");
    }

    @Override
    public void addFields(Set<BoundField> fields) {
      parts.forEach(part -> part.addFields(fields));
    }
  }

  /** Any of the parts; of none, no record. */
  record Any(List<Node> parts) implements Node {
    @Override
    public void write(Json json, Writing writing) {
      if (parts.isEmpty()) {
        json.open('{').name("op").text("none").close('}');
      } else if (parts.size() == 1) {
        parts.get(0).write(json, writing);
      } else {
        many(json, "or", parts, writing);
      }
    }

    @Override
    public boolean test(StoredRow row) {
      for (Node part : parts) {
        if (part.test(row)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean indexed() {
      return parts.stream().allMatch(Node::indexed);
    }

    @Override
    public int weight() {
      return OVERHEAD + parts.stream().mapToInt(Node::weight).sum();
    }

    @Override
    public void addValues(ValuesOfIndexes counts) {
      parts.forEach(part -> part.addValues(counts));
    }

    @Override
    public List<Node> slices(int most) {
      List<Node> slices = new ArrayList<>();
      List<Node> slice = new ArrayList<>();
      int weight = 0;
      for (Node part : parts) {
        for (Node piece : part.weight() > most ? part.slices(most) : List.of(part)) {
          if (weight + piece.weight() > most && !slice.isEmpty()) {
            slices.add(any(slice));
            slice.clear();
            weight = 0;
          }
          slice.add(piece);
          weight += piece.weight();
        }
      }
      slices.add(any(slice));
      return slices;
    }

    @Override
    public void addUnindexed(Set<BoundField> fields) {
      parts.forEach(part -> part.addUnindexed(fields));
    }

    @Override
    public String text() {
      return parts.isEmpty() ? "nothing" : joined(parts, " or ");
    }

    @Override
    public void addFields(Set<BoundField> fields) {
      parts.forEach(part -> part.addFields(fields));
    }
  }

  /** The complement. */
  record Complement(Node part) implements Node {
    @Override
    public void write(Json json, Writing writing) {
      json.open('{').name("op").text("not").name("n");
      part.write(json, writing);
      json.close('}');
    }

    @Override
    public boolean test(StoredRow row) {
      return !part.test(row);
    }

    @Override
    public boolean indexed() {
      return false;
    }

    @Override
    public int weight() {
      return OVERHEAD + part.weight();
    }

    @Override
    public void addValues(ValuesOfIndexes counts) {
      part.addValues(counts);
    }

    @Override
    public String text() {
      return "not (" + part.text() + ")";
    }

    @Override
    public void addFields(Set<BoundField> fields) {
      part.addFields(fields);
    }
  }

  private static void many(Json json, String op, List<Node> parts, Writing writing) {
    json.open('{').name("op").text(op).name("n").open('[');
    for (Node part : parts) {
      part.write(json, writing);
    }
    json.close(']').close('}');
  }

  private static String joined(List<Node> parts, String word) {
    return parts.stream()
        .map(
            part ->
                part instanceof All || part instanceof Any ? "(" + part.text() + ")" : part.text())
        .collect(Collectors.joining(word));
  }
}
