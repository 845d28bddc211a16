package io.popoto.metadata;

import java.util.List;

/**
 * One index of a model.
 *
 * @param kind the name of the kind, which is part of the index keys: {@code eq}, {@code sorted},
 *     {@code unique} or that of a plugin
 * @param structure how it lies in Redis
 * @param fields names of the Java fields whose values it holds, one unless it is composite
 * @param partitionBy names of the Java fields that divide it
 * @param nullable whether records with a null value are remembered in a set of their own
 */
public record IndexInfo(
    String kind,
    Structure structure,
    List<String> fields,
    List<String> partitionBy,
    boolean nullable) {

  /** How an index lies in Redis. */
  public enum Structure {
    /** A set of ids for each value. */
    SET,
    /** A sorted set of ids by score. */
    ZSET,
    /** A hash from value to id. */
    HASH
  }

  /** Copies the lists. */
  public IndexInfo {
    fields = List.copyOf(fields);
    partitionBy = List.copyOf(partitionBy);
  }

  /** Returns the name in reports: kind and fields, such as {@code sorted:rating}. */
  public String name() {
    return kind + ":" + String.join("+", fields);
  }

  /** Returns whether this is the index of that one field. */
  public boolean isOf(String field) {
    return fields.size() == 1 && fields.get(0).equals(field);
  }
}
