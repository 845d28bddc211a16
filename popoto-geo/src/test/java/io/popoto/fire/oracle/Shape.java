package io.popoto.fire.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a model stores, written down by hand beside its class.
 *
 * @param model its name
 * @param keyFields the fields of the key, in order
 * @param parts its indexes
 * @param nullable the indexed fields whose nulls are indexed
 */
public record Shape(String model, List<String> keyFields, List<Part> parts, Set<String> nullable) {

  /** A kind of index. */
  public enum Kind {
    /** A set for each value. */
    EQUAL,
    /** A set for each element of a list. */
    ELEMENTS,
    /** One hash from value to id. */
    UNIQUE,
    /** A sorted set whose members are ids. */
    EXACT,
    /** A sorted set whose members are a token, NUL and the id. */
    TOKEN,
    /** A sorted set of places. */
    GEO
  }

  /** One index. */
  public record Part(Kind kind, List<String> fields, ValueType type, List<String> partitionBy) {
    String field() {
      return fields.get(0);
    }
  }

  /** Begins a shape without indexes. */
  public static Shape of(String model, String... keyFields) {
    List<Part> parts = new ArrayList<>();
    if (keyFields.length > 1) {
      for (String field : keyFields) {
        parts.add(new Part(Kind.EQUAL, List.of(field), ValueType.TEXT, List.of()));
      }
    }
    return new Shape(model, List.of(keyFields), List.copyOf(parts), Set.of());
  }

  private Shape with(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Shape(model, keyFields, List.copyOf(more), nullable);
  }

  /** Says of which indexed fields the nulls are indexed. */
  public Shape nullable(String... fields) {
    return new Shape(model, keyFields, parts, Set.of(fields));
  }

  /** Adds an index for equality, also of a relationship. */
  public Shape equal(String field) {
    return with(new Part(Kind.EQUAL, List.of(field), ValueType.TEXT, List.of()));
  }

  /** Adds an index of a list's elements. */
  public Shape elements(String field) {
    return with(new Part(Kind.ELEMENTS, List.of(field), ValueType.TEXT, List.of()));
  }

  /** Adds a unique value of one or several fields. */
  public Shape unique(String... fields) {
    return with(new Part(Kind.UNIQUE, List.of(fields), ValueType.TEXT, List.of()));
  }

  /** Adds a sorted field whose values a double holds. */
  public Shape exact(String field, ValueType type, String... partitionBy) {
    return with(new Part(Kind.EXACT, List.of(field), type, List.of(partitionBy)));
  }

  /** Adds a sorted field whose values need a token. */
  public Shape token(String field, ValueType type, String... partitionBy) {
    return with(new Part(Kind.TOKEN, List.of(field), type, List.of(partitionBy)));
  }

  /** Adds a place. */
  public Shape geo(String field) {
    return with(new Part(Kind.GEO, List.of(field), ValueType.TEXT, List.of()));
  }
}
