package io.popoto;

import java.util.List;
import java.util.Optional;

/**
 * A page of results.
 *
 * @param items the results, in order
 * @param next the cursor for {@code Query.after}, to go on behind this page; empty if this is
 *     certainly the last one
 * @param <T> the type of the results
 */
public record Page<T>(List<T> items, Optional<String> next) {
  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
