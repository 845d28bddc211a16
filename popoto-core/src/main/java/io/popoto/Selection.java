package io.popoto;

/**
 * The records that a query of either API selects, as an argument of bulk operations: first their
 * keys are read, then each record is checked once more as it is written.
 *
 * @param <T> the type of the results
 */
public interface Selection<T> {}
