package io.popoto.internal.engine;

import io.popoto.internal.compile.KeySpace;
import io.popoto.plan.FieldsCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of many known records. They do not come by a script, in which a row costs the server
 * twice as much and holds up all others, but by commands of their own, which it gets in one go.
 *
 * @param keys where the records lie
 * @param fields the names of the hash fields
 */
record RowReader(KeySpace keys, List<byte[]> fields) {
  /** So few that the first rows are decoded here while the server reads the next ones. */
  private static final int ROWS_PER_CALL = 250;

  /** Rows of calls that are sent together, in one round trip. */
  static final int ROWS_PER_ROUND_TRIP = 4 * ROWS_PER_CALL;

  /**
   * Returns the future of what is made of each record, in the order of the ids.
   *
   * @param decode makes it of an id and what is stored in the fields, null for each that is absent
   */
  <R> CompletableFuture<List<R>> read(
      Invocation call, List<String> ids, BiFunction<String, byte[] @Nullable [], R> decode) {
    List<R> read = new ArrayList<>(ids.size());
    return read(call, ids, decode, read).thenApply(done -> read);
  }

  /** One page after the other: cancelling stops them, and other calls get their turn. */
  private <R> CompletableFuture<Boolean> read(
      Invocation call,
      List<String> ids,
      BiFunction<String, byte[] @Nullable [], R> decode,
      List<R> read) {
    int from = read.size();
    if (from == ids.size()) {
      return CompletableFuture.completedFuture(true);
    }
    Invocation step = from == 0 ? call : call.bulkStep();
    int to = Math.min(from + ROWS_PER_ROUND_TRIP, ids.size());
    List<CompletableFuture<List<R>>> parts = new ArrayList<>(4);
    for (int at = from; at < to; at += ROWS_PER_CALL) {
      parts.add(part(step, ids.subList(at, Math.min(at + ROWS_PER_CALL, to)), decode));
    }
    return Futures.all(parts)
        .thenCompose(
            lists -> {
              lists.forEach(read::addAll);
              return read(call, ids, decode, read);
            });
  }

  private <R> CompletableFuture<List<R>> part(
      Invocation step, List<String> ids, BiFunction<String, byte[] @Nullable [], R> decode) {
    FieldsCall fieldsCall = new FieldsCall(ids.stream().map(keys::record).toList(), fields);
    return step.run(
        fieldsCall,
        rows -> {
          List<R> decoded = new ArrayList<>(rows.size());
          for (int i = 0; i < rows.size(); i++) {
            decoded.add(decode.apply(ids.get(i), rows.get(i)));
          }
          return decoded;
        });
  }
}
