package io.popoto.internal.engine;

import io.popoto.exception.DecodeException;
import io.popoto.internal.codec.Text;
import io.popoto.internal.compile.Continuation;
import io.popoto.internal.compile.GroupOrder;
import io.popoto.internal.compile.QueryCompiler.Mode;
import io.popoto.internal.compile.QueryPlan;
import io.popoto.internal.compile.StoredRecord;
import io.popoto.internal.scan.BoundField;
import io.popoto.query.QuerySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts the records of one query, in several calls where one is not enough. Used once. */
final class Tally {
  private static final byte[] MEMO = Text.bytes("~");

  private final ModelContext<?> context;
  private final QuerySpec query;
  private final Consumer<DecodeException> broken;
  private final Set<String> ids = new HashSet<>();
  private final Map<Object, Long> groups = new HashMap<>();

  /**
   * Creates it.
   *
   * @param broken told of values that cannot be decoded, whose groups are left out
   */
  Tally(ModelContext<?> context, QuerySpec query, Consumer<DecodeException> broken) {
    this.context = context;
    this.query = query;
    this.broken = broken;
  }

  CompletableFuture<Long> count(Invocation call, Continuation from) {
    QueryPlan plan = context.queries().compile(query, Mode.COUNT, List.of(), from);
    if (plan.isCheckedHere()) {
      return rows(call, List.of()).thenApply(found -> (long) found.records().size());
    }
    return call.run(plan.call(), Reply::of)
        .thenCompose(
            reply -> {
              if (!reply.rows().isEmpty() && reply.rows().get(0) instanceof Long count) {
                return CompletableFuture.completedFuture(count);
              }
              // In parts the reply has ids, since some may come twice.
              reply.rows().forEach(id -> ids.add(Reply.text(id)));
              Optional<Continuation> next = plan.next(reply.stop());
              return next.isPresent()
                  ? count(call.bulkStep(), next.get())
                  : CompletableFuture.completedFuture((long) ids.size());
            });
  }

  CompletableFuture<Map<Object, Long>> countBy(Invocation call, BoundField field) {
    QueryPlan plan =
        context.queries().compile(query, Mode.GROUP, List.of(field), Continuation.BEGIN);
    return (plan.isCheckedHere()
            ? rows(call, List.of(field)).thenApply(found -> count(field, found.records()))
            : groups(call, field, Continuation.BEGIN))
        .thenApply(done -> GroupOrder.sorted(field, groups));
  }

  /** Finds the records of a condition that the server cannot check as a whole. */
  private CompletableFuture<Finder.Found> rows(Invocation call, List<BoundField> fields) {
    return new Finder(context, query.whole(), Mode.ROWS, fields, broken, row -> {}).find(call);
  }

  private boolean count(BoundField field, List<StoredRecord> records) {
    for (StoredRecord record : records) {
      try {
        values(record.value(field)).forEach(each -> groups.merge(each, 1L, Long::sum));
      } catch (DecodeException e) {
        broken.accept(e);
      }
    }
    return true;
  }

  private CompletableFuture<Boolean> groups(Invocation call, BoundField field, Continuation from) {
    QueryPlan plan = context.queries().compile(query, Mode.GROUP, List.of(field), from);
    return call.run(plan.call(), Reply::ofRows)
        .thenCompose(
            reply -> {
              for (Object row : reply.rows()) {
                List<?> group = (List<?>) Objects.requireNonNull(row);
                long count =
                    group.get(1) instanceof List<?> members
                        ? members.stream().filter(id -> ids.add(Reply.text(id))).count()
                        : (Long) Objects.requireNonNull(group.get(1));
                add(field, (byte[]) group.get(0), count);
              }
              return read(call, plan, field, reply.ids()).thenApply(done -> reply);
            })
        .thenCompose(
            reply -> {
              Optional<Continuation> next = plan.next(reply.stop());
              return next.isPresent()
                  ? groups(call.bulkStep(), field, next.get())
                  : CompletableFuture.completedFuture(true);
            });
  }

  /** Reads what is too large for a reply of the script, by commands of their own. */
  private CompletableFuture<Boolean> read(
      Invocation call, QueryPlan plan, BoundField field, List<?> more) {
    List<String> left = more.stream().map(Reply::text).filter(ids::add).toList();
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    List<byte[]> names = new ArrayList<>(plan.names());
    names.add(MEMO); // Every record has one: without it, there is none.
    return new RowReader(context.keys(), names)
        .read(
            call.onBulk(),
            left,
            (id, values) -> {
              for (byte[] value : values) {
                if (value != null) {
                  add(field, plan.stored(values, field), 1);
                  break;
                }
              }
              return id;
            })
        .thenApply(done -> true);
  }

  private void add(BoundField field, byte @Nullable [] text, long count) {
    if (count > 0) {
      values(field, text).forEach(each -> groups.merge(each, count, Long::sum));
    }
  }

  private Collection<?> values(BoundField field, byte @Nullable [] text) {
    try {
      return values(field.read(context.model().name(), text));
    } catch (DecodeException e) {
      broken.accept(e);
      return List.of();
    }
  }

  private static Collection<?> values(@Nullable Object value) {
    return value instanceof Collection<?> tags
        ? new LinkedHashSet<>(tags)
        : value == null ? List.of() : List.of(value);
  }
}
