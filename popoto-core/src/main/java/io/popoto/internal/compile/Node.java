package io.popoto.internal.compile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition that has been checked against a model: it can be written for the scripts, tested on a
 * row, and shown. Immutable.
 */
interface Node {
  /** Writes it for the scripts. */
  void write(Json json, Writing writing);

  /** Returns whether a row satisfies it. */
  boolean test(StoredRow row);

  /** Returns it as explain shows it. */
  String text();

  /** Adds the fields that a test looks at. */
  void addFields(Set<io.popoto.internal.scan.BoundField> fields);

  /** Returns whether an index gives the records, so that no others have to be examined. */
  default boolean indexed() {
    return true;
  }

  /** Adds the fields that an index would help to find the records by. */
  default void addUnindexed(Set<io.popoto.internal.scan.BoundField> fields) {}

  /**
   * What is collected while nodes are written: operands, fields that scripts read, use of tokens.
   */
  final class Writing {
    final Operands operands;
    final StoredNames residual = new StoredNames();
    boolean tokens;

    Writing(Operands operands) {
      this.operands = operands;
    }
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
    public void addUnindexed(Set<io.popoto.internal.scan.BoundField> fields) {
      parts.forEach(part -> part.addUnindexed(fields));
    }

    @Override
    public String text() {
      return parts.isEmpty() ? "everything" : joined(parts, " and ");
    }

    @Override
    public void addFields(Set<io.popoto.internal.scan.BoundField> fields) {
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
    public void addUnindexed(Set<io.popoto.internal.scan.BoundField> fields) {
      parts.forEach(part -> part.addUnindexed(fields));
    }

    @Override
    public String text() {
      return parts.isEmpty() ? "nothing" : joined(parts, " or ");
    }

    @Override
    public void addFields(Set<io.popoto.internal.scan.BoundField> fields) {
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
    public String text() {
      return "not (" + part.text() + ")";
    }

    @Override
    public void addFields(Set<io.popoto.internal.scan.BoundField> fields) {
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
