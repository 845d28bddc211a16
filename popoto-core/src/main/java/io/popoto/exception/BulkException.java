package io.popoto.exception;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bulk operation was not done for every record. It says of each record whether it was; nothing is
 * undone.
 */
public class BulkException extends PopotoException {
  private static final long serialVersionUID = 1L;

  private final transient List<Item> items;

  /** What became of a record. */
  public enum Outcome {
    /** The write was done. */
    DONE,
    /** The write was refused, or not sent. */
    NOT_DONE,
    /** The write was sent; it may have been done, or a part of it, and nobody knows. */
    UNKNOWN
  }

  /**
   * One record of the operation.
   *
   * @param position its place in the input, from 0
   * @param key its key
   * @param outcome what became of it
   * @param cause why it was not done, or is unknown, or why what was done cannot be shown; null if
   *     all went well, and if the record did not match any more or was gone, which is no failure
   */
  public record Item(int position, String key, Outcome outcome, @Nullable PopotoException cause) {}

  /** Creates it for the records of an operation, in the order of the input. */
  public BulkException(String operation, List<Item> items) {
    super(message(operation, items), firstCause(items));
    this.items = List.copyOf(items);
  }

  private static String message(String operation, List<Item> items) {
    Throwable cause = firstCause(items);
    return "%s: %d records done, %d not done, %d unknown; the first failure: %s"
        .formatted(
            operation,
            of(items, Outcome.DONE).size(),
            of(items, Outcome.NOT_DONE).size(),
            of(items, Outcome.UNKNOWN).size(),
            cause == null ? "none" : cause.getMessage());
  }

  private static @Nullable Throwable firstCause(List<Item> items) {
    return items.stream()
        .filter(item -> item.cause() != null)
        .findFirst()
        .map(Item::cause)
        .orElse(null);
  }

  private static List<Item> of(List<Item> items, Outcome outcome) {
    return items.stream().filter(item -> item.outcome() == outcome).collect(Collectors.toList());
  }

  /** Returns all records in the order of the input. */
  public List<Item> items() {
    return items;
  }

  /** Returns the records that were written. */
  public List<Item> done() {
    return of(items, Outcome.DONE);
  }

  /** Returns the records that were certainly not written. */
  public List<Item> notDone() {
    return of(items, Outcome.NOT_DONE);
  }

  /** Returns the records of which it is not known. */
  public List<Item> unknown() {
    return of(items, Outcome.UNKNOWN);
  }
}
