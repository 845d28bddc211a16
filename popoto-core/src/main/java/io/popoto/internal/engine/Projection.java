package io.popoto.internal.engine;

import io.popoto.internal.compile.StoredRecord;
import io.popoto.internal.scan.BoundField;
import java.util.List;
import java.util.function.Function;

/**
 * What is made of a record.
 *
 * @param fields the fields it needs
 * @param read makes it
 * @param <R> the type of the result
 */
record Projection<R>(List<BoundField> fields, Function<StoredRecord, R> read) {}
