package io.popoto.internal.engine;

import io.popoto.exception.ServerException;
import io.popoto.internal.codec.Text;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * One removal of all that a model has in Redis: the records of the class index first; then, by
 * SCAN, hashes that are not in it, and index keys that nobody can name, which hold what records
 * left that were deleted behind the library's back.
 */
final class Clearing {
  private static final int PER_CALL = 250;

  private final ModelContext<?> context;
  private final Invocation call;
  private long deleted;

  Clearing(ModelContext<?> context, Invocation call) {
    this.context = context;
    this.call = call;
  }

  CompletableFuture<Long> run() {
    byte[] recordPrefix = context.keys().recordPrefix();
    byte[] base = Text.bytes(context.keys().base());
    return clearAll()
        .thenCompose(
            done ->
                KeyScan.keys(
                    call,
                    Text.bytes(context.keys().patternOfAll(KeyScan::literally)),
                    page -> {
                      List<byte[]> ids = new ArrayList<>();
                      List<byte[]> names = new ArrayList<>();
                      for (byte[] key : page) {
                        if (startsWith(key, recordPrefix)) {
                          ids.add(Arrays.copyOfRange(key, recordPrefix.length, key.length));
                        } else if (startsWith(key, base)) {
                          names.add(Arrays.copyOfRange(key, base.length, key.length));
                        }
                      }
                      return clearRecords(ids).thenCompose(gone -> clearKeys(names));
                    }))
        .thenApply(done -> deleted);
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** What a call did: how many ids or names were seen to, and how many records are left. */
  private record Answer(int handled, long left) {}

  private CompletableFuture<Answer> clear(String what, List<byte[]> some) {
    List<byte[]> arguments = new ArrayList<>(some.size() + 2);
    arguments.add(context.spec().json());
    arguments.add(Text.bytes(what));
    arguments.addAll(some);
    return call.bulkStep()
        .run(
            new ScriptCall("clear", List.of(context.keys().all()), arguments, false),
            reply -> {
              List<?> counts = (List<?>) Objects.requireNonNull(reply);
              deleted += (Long) Objects.requireNonNull(counts.get(0));
              return new Answer(
                  ((Long) Objects.requireNonNull(counts.get(1))).intValue(),
                  (Long) Objects.requireNonNull(counts.get(2)));
            });
  }

  private CompletableFuture<Void> clearAll() {
    return clear("all", List.of())
        .thenCompose(
            answer -> {
              if (answer.left() > 0 && answer.handled() == 0) {
                throw noProgress();
              }
              return answer.left() == 0 ? CompletableFuture.completedFuture(null) : clearAll();
            });
  }

  private CompletableFuture<Void> clearRecords(List<byte[]> ids) {
    if (ids.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return clear("records", ids.subList(0, Math.min(PER_CALL, ids.size())))
        .thenCompose(
            answer -> {
              if (answer.handled() == 0) {
                throw noProgress();
              }
              return clearRecords(ids.subList(answer.handled(), ids.size()));
            });
  }

  /** Index keys go as they are, unless there are records again, whose entries stay. */
  private CompletableFuture<Void> clearKeys(List<byte[]> names) {
    if (names.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<byte[]> some = names.subList(0, Math.min(PER_CALL, names.size()));
    List<byte[]> rest = names.subList(some.size(), names.size());
    return clear("keys", some)
        .thenCompose(
            answer ->
                answer.left() == 0
                    ? clearKeys(rest)
                    : new Inspection(context, call, true, inspected -> {})
                        .keys(some)
                        .thenCompose(done -> clearKeys(rest)));
  }

  private ServerException noProgress() {
    return new ServerException(
        context.model().name() + ": deleteAll does not get on; it was given up.",
        new IllegalStateException("no progress"));
  }
}
