package io.popoto.internal.engine;

/** A query of either API, to get at its search. */
public interface Selecting {
  /**
   * Returns the search.
   *
   * @throws RuntimeException if the query has a fault that has not been told yet
   */
  Search<?, ?> search();
}
