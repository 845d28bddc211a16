package io.popoto.internal.engine;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.SaveOptions;
import io.popoto.Selection;
import io.popoto.Update;
import io.popoto.exception.ValidationException;
import io.popoto.internal.Given;
import io.popoto.internal.compile.Draft;
import io.popoto.internal.compile.UpdateCompiler;
import io.popoto.internal.compile.WriteCompiler.Mode;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes of many records, validated as a whole before the first is sent. Thread-safe. */
public final class BulkWriter<T> {
  /** How many records are in flight unless a caller says else. */
  public static final int BATCH_SIZE = 1000;

  private final ModelContext<T> context;
  private final RecordWriter<T> writer;

  BulkWriter(ModelContext<T> context, RecordWriter<T> writer) {
    this.context = context;
    this.writer = writer;
  }

  /** Inserts records; the result has them in the order of the input. */
  public CompletableFuture<List<T>> bulkCreate(
      Invocation call, List<? extends T> entities, int batchSize) {
    checkBatchSize(batchSize);
    Given.allToCall(entities, "entities");
    List<Preparation.Prepared<T>> prepared = new ArrayList<>(entities.size());
    List<Draft> drafts = new ArrayList<>(entities.size());
    for (T entity : entities) {
      Preparation.Prepared<T> next = writer.prepare(entity);
      prepared.add(next);
      drafts.add(next.draft());
    }
    String expiry = writer.expiry(SaveOptions.none());
    return run(call, Mode.INSERT, drafts, expiry, Optional.empty(), batchSize)
        .thenApply(
            run -> {
              List<T> stored = new ArrayList<>(prepared.size());
              for (int i = 0; i < prepared.size(); i++) {
                if (run.done(i)) {
                  try {
                    stored.add(writer.completed(prepared.get(i), run.reply(i)));
                  } catch (RuntimeException | Error e) {
                    run.undecoded(i, e);
                  }
                }
              }
              run.check("bulkCreate", false);
              return List.copyOf(stored);
            });
  }

  /** Changes the records of a query; the result is how many. */
  public CompletableFuture<Long> bulkUpdate(
      Invocation call, Selection<T> selection, Update update, int batchSize) {
    checkBatchSize(batchSize);
    UpdateCompiler.Changes changes = UpdateCompiler.compile(context.model(), update);
    Search<?, ?> search = ((Selecting) Given.toCall(selection, "selection")).search();
    if (changes.isEmpty()) {
      return CompletableFuture.completedFuture(0L);
    }
    return onEach(
            call,
            search,
            (step, resolved, ids) -> {
              List<Draft> drafts = ids.stream().map(changes::draft).toList();
              return run(step, Mode.UPDATE, drafts, "keep", condition(resolved), batchSize);
            })
        .thenApply(run -> count(run, "bulkUpdate"));
  }

  /** Changes these records, and the instances with them; the result is how many. */
  public CompletableFuture<Long> bulkUpdate(
      Invocation call, List<? extends T> entities, Update update, int batchSize) {
    checkBatchSize(batchSize);
    Given.allToCall(entities, "entities");
    UpdateCompiler.Changes changes = UpdateCompiler.compile(context.model(), update);
    if (changes.isEmpty() || entities.isEmpty()) {
      return CompletableFuture.completedFuture(0L);
    }
    List<T> all = List.copyOf(entities);
    List<Draft> drafts = all.stream().map(e -> changes.draft(key(e).id())).toList();
    return run(call, Mode.UPDATE, drafts, "keep", Optional.empty(), batchSize)
        .thenApply(
            run -> {
              for (int i = 0; i < all.size(); i++) {
                if (run.done(i)) {
                  try {
                    apply(all.get(i), drafts.get(i), run.reply(i));
                  } catch (RuntimeException | Error e) {
                    run.undecoded(i, e);
                  }
                }
              }
              return count(run, "bulkUpdate");
            });
  }

  private void apply(T entity, Draft draft, @Nullable Object reply) {
    Map<BoundField, @Nullable Object> values = new LinkedHashMap<>(draft.values());
    for (int i = 0; i < draft.additions().size() && reply instanceof List<?> list; i++) {
      BoundField field = draft.additions().get(i).field();
      values.put(field, field.codec().decode((byte[]) Objects.requireNonNull(list.get(i + 1))));
    }
    if (!context.model().type().isRecord()) {
      context.model().with(entity, values);
    }
  }

  /** Deletes the records of a query; the result is how many. */
  public CompletableFuture<Long> bulkDelete(
      Invocation call, Selection<T> selection, int batchSize) {
    checkBatchSize(batchSize);
    Search<?, ?> search = ((Selecting) Given.toCall(selection, "selection")).search();
    return onEach(
            call,
            search,
            (step, resolved, ids) -> {
              List<Draft> drafts = ids.stream().map(Draft::ofId).toList();
              return run(step, Mode.DELETE, drafts, "", condition(resolved), batchSize);
            })
        .thenApply(run -> count(run, "bulkDelete"));
  }

  /** Deletes these records; the result is how many there were. */
  public CompletableFuture<Long> bulkDelete(
      Invocation call, List<? extends T> entities, int batchSize) {
    checkBatchSize(batchSize);
    Given.allToCall(entities, "entities");
    List<Draft> drafts = entities.stream().map(e -> Draft.ofId(key(e).id())).toList();
    return run(call, Mode.DELETE, drafts, "", Optional.empty(), batchSize)
        .thenApply(run -> count(run, "bulkDelete"));
  }

  /** Writes the records of some ids, which a query has found. */
  private interface Writing {
    CompletableFuture<BulkRun> run(Invocation step, Search<?, ?> query, List<String> ids);
  }

  private static CompletableFuture<BulkRun> onEach(
      Invocation call, Search<?, ?> search, Writing writing) {
    Invocation step = call.within(search.ownTimeout());
    Invocation reading = step.onMaster();
    return search
        .resolved(reading)
        .thenCompose(
            resolved -> resolved.ids(reading).thenCompose(ids -> writing.run(step, resolved, ids)));
  }

  /** Deletes all records and whatever else the model has in Redis; the result is how many. */
  public CompletableFuture<Long> deleteAll(Invocation call) {
    return new Clearing(context, call).run();
  }

  private Key<T> key(T entity) {
    return context.model().key(entity);
  }

  private static Optional<Condition> condition(Search<?, ?> search) {
    return Optional.of(search.condition()).filter(condition -> !condition.equals(Condition.all()));
  }

  private static long count(BulkRun run, String operation) {
    run.check(operation, true);
    return run.counted();
  }

  private static void checkBatchSize(int batchSize) {
    if (batchSize < 1) {
      throw new ValidationException("batchSize: expected 1 or more, but got " + batchSize + ".");
    }
  }

  /** Compiles everything, then sends it. */
  private CompletableFuture<BulkRun> run(
      Invocation call,
      Mode mode,
      List<Draft> drafts,
      String expiry,
      Optional<Condition> condition,
      int batchSize) {
    BoundModel<T> model = context.model();
    int perCall = Math.min(batchSize, BulkRun.recordsPerCall(model));
    BulkRun.Compiler compiler = some -> context.writes().compile(mode, some, expiry, condition);
    return new BulkRun(model, call, drafts, compiler, perCall).start(batchSize);
  }
}
