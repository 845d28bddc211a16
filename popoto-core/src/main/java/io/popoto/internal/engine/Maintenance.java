package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.popoto.IndexReport;
import io.popoto.Key;
import io.popoto.exception.DecodeException;
import io.popoto.internal.codec.Text;
import io.popoto.internal.compile.ManyCompiler;
import io.popoto.internal.compile.ReindexCompiler;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Care for the indexes of a model, in steps of bounded size beside other writers. Thread-safe. */
public final class Maintenance<T> {
  private static final Logger LOG = LoggerFactory.getLogger(IndexReport.class);
  private static final int STEP = 64;

  /** How often a record that others keep changing is tried. */
  private static final int MOST_TRIES = 100;

  private static final int SWEEP = 256;

  private final ModelContext<T> context;
  private final ReindexCompiler reindex;
  private final ManyCompiler indexed;
  private final RowReader rows;
  private final Consumer<DecodeException> broken;

  Maintenance(ModelContext<T> context, Consumer<DecodeException> broken) {
    this.context = context;
    this.broken = broken;
    this.reindex = new ReindexCompiler(context.model(), context.keys(), context.spec());
    this.indexed =
        ManyCompiler.of(context.model(), context.keys(), ReindexCompiler.read(context.model()));
    this.rows = new RowReader(context.keys(), indexed.names());
  }

  /** Looks for entries that lie; writes nothing. */
  public CompletableFuture<IndexReport> check(Invocation call, LongConsumer progress) {
    return new Inspection(context, call, false, progress).run();
  }

  /** Removes entries that lie; the result is how many. */
  public CompletableFuture<Long> clean(Invocation call, LongConsumer progress) {
    return new Inspection(context, call, true, progress).run().thenApply(IndexReport::total);
  }

  /** How far a rebuild has come. */
  private static final class Rebuilt {
    private long indexed;
    private boolean skipped;
  }

  /** Indexes all records by what is stored in them; the result is how many. */
  public CompletableFuture<Long> rebuild(Invocation call, LongConsumer progress) {
    Rebuilt rebuilt = new Rebuilt();
    return KeyScan.hashes(
            call,
            records("*"),
            page -> reindexAll(call, page.stream().map(this::id).toList(), 0, rebuilt, progress))
        .thenCompose(done -> clean(call, found -> {}))
        .thenCompose(
            cleaned ->
                rebuilt.skipped
                    ? CompletableFuture.completedFuture(rebuilt.indexed)
                    : call.bulkStep().run(reindex.done(), reply -> rebuilt.indexed));
  }

  private CompletableFuture<Void> reindexAll(
      Invocation call, List<String> ids, int from, Rebuilt rebuilt, LongConsumer progress) {
    if (from >= ids.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int to = Math.min(from + STEP, ids.size());
    return reindex(call, ids.subList(from, to), rebuilt, MOST_TRIES)
        .thenCompose(
            done -> {
              progress.accept(rebuilt.indexed);
              return reindexAll(call, ids, to, rebuilt, progress);
            });
  }

  /** Reads what indexes use of some records, each by a command of its own, and indexes them. */
  private CompletableFuture<Void> reindex(
      Invocation call, List<String> ids, Rebuilt rebuilt, int tries) {
    Map<String, byte[] @Nullable []> stored = new LinkedHashMap<>();
    return rows.read(
            call.onMaster().bulkStep(),
            ids,
            (id, values) -> {
              byte[] @Nullable [] row = indexed.row(values);
              if (row != null) {
                stored.put(id, row);
              }
              return id;
            })
        .thenCompose(
            read -> {
              List<String> changed = new ArrayList<>();
              return send(call, reindex.compile(stored, broken).iterator(), rebuilt, changed)
                  .thenCompose(
                      sent -> {
                        if (changed.isEmpty()) {
                          return CompletableFuture.completedFuture(null);
                        }
                        if (tries == 0) {
                          rebuilt.skipped = true;
                          return CompletableFuture.completedFuture(null);
                        }
                        // Those that the script has left are among them, so fewer than before.
                        int left = changed.size() < ids.size() ? tries : tries - 1;
                        return reindex(call, changed, rebuilt, left);
                      });
            });
  }

  private CompletableFuture<Void> send(
      Invocation call, Iterator<ScriptCall> scripts, Rebuilt rebuilt, List<String> changed) {
    if (!scripts.hasNext()) {
      return CompletableFuture.completedFuture(null);
    }
    ScriptCall script = scripts.next();
    return call.bulkStep()
        .run(script, result -> (List<?>) Objects.requireNonNull(result))
        .thenCompose(
            results -> {
              for (int i = 0; i < script.keys().size() - 1; i++) {
                String id = id(script.keys().get(i + 1));
                if (i < results.size()) {
                  count(id, results.get(i), rebuilt, changed);
                } else {
                  changed.add(id);
                }
              }
              return send(call, scripts, rebuilt, changed);
            });
  }

  /** Counts a record that was indexed, or notes one that changed between read and write. */
  private void count(String id, @Nullable Object result, Rebuilt rebuilt, List<String> changed) {
    if (result instanceof List<?> list) {
      for (Object note : list.subList(1, list.size())) {
        LOG.warn("{}:{}: {}.", context.model().name(), id, Text.shown((byte[]) note));
      }
      count(id, list.get(0), rebuilt, changed);
    } else if (result instanceof Long || isText(result, "unique")) {
      rebuilt.indexed++;
    } else if (isText(result, "changed")) {
      changed.add(id);
    }
  }

  private static boolean isText(@Nullable Object result, String text) {
    return result instanceof byte[] bytes && Text.string(bytes).equals(text);
  }

  private String id(byte[] key) {
    int prefix = context.keys().recordPrefix().length;
    return Text.string(Arrays.copyOfRange(key, prefix, key.length));
  }

  private byte[] records(String pattern) {
    String prefix = Text.string(context.keys().recordPrefix());
    return Text.bytes(KeyScan.literally(prefix) + pattern);
  }

  /** The keys of records that match a pattern, found by SCAN. */
  public CompletableFuture<List<Key<T>>> scanKeys(Invocation call, String pattern) {
    Set<Key<T>> keys = new LinkedHashSet<>();
    return KeyScan.hashes(
            call,
            records(pattern),
            page -> {
              page.forEach(key -> context.model().keyIfValid(id(key)).ifPresent(keys::add));
              return CompletableFuture.completedFuture(null);
            })
        .thenApply(done -> List.copyOf(keys));
  }

  /** Takes all expired records out of the indexes; the result is how many. */
  public CompletableFuture<Long> sweep(Invocation call) {
    return sweep(call, 0);
  }

  private CompletableFuture<Long> sweep(Invocation call, long before) {
    ScriptCall script =
        new ScriptCall(
            "sweep",
            List.of(context.keys().all()),
            List.of(context.spec().json(), Text.bytes(Integer.toString(SWEEP))),
            false);
    return call.bulkStep()
        .run(script, reply -> (Long) Objects.requireNonNull(reply))
        .thenCompose(
            swept ->
                swept < SWEEP
                    ? CompletableFuture.completedFuture(before + swept)
                    : sweep(call, before + swept));
  }

  /** Whether records may have been written by a class with other indexes. */
  public CompletableFuture<Boolean> rebuildNeeded(Invocation call) {
    return call.command(
        CommandType.HGET,
        List.of(Text.bytes(context.keys().base() + "meta"), Text.bytes("current")),
        reply -> reply instanceof byte[] id && !Text.string(id).equals(context.spec().id()));
  }
}
