package io.popoto.internal.engine;

import io.popoto.Condition;
import io.popoto.Hit;
import io.popoto.Key;
import io.popoto.Row;
import io.popoto.exception.DecodeException;
import io.popoto.exception.QueryException;
import io.popoto.internal.compile.QueryCompiler.Mode;
import io.popoto.internal.compile.QueryPlan;
import io.popoto.internal.compile.StoredRecord;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.query.Ordering;
import io.popoto.query.QuerySpec;
import io.popoto.spi.Computed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query with what is made of its records. Immutable; each method of the first half returns a new
 * one and checks its arguments against the model.
 *
 * @param <T> the type of the entities
 * @param <R> the type of the results
 */
public final class Search<T, R> {
  private final ModelContext<T> context;
  private final QuerySpec spec;
  private final Projection<R> projection;
  private final Consumer<DecodeException> broken;

  private Search(
      ModelContext<T> context,
      QuerySpec spec,
      Projection<R> projection,
      Consumer<DecodeException> broken) {
    this.context = context;
    this.spec = spec;
    this.projection = projection;
    this.broken = broken;
  }

  static <T> Search<T, T> of(ModelContext<T> context, Consumer<DecodeException> broken) {
    BoundModel<T> model = context.model();
    Projection<T> entities =
        new Projection<>(
            model.fields(),
            record ->
                model.decode(
                    model.name() + ":" + record.id(), Objects.requireNonNull(record.stored())));
    return new Search<>(context, QuerySpec.ALL, entities, broken);
  }

  private Search<T, R> with(QuerySpec newSpec) {
    return new Search<>(context, newSpec, projection, broken);
  }

  private <S> Search<T, S> as(Projection<S> newProjection) {
    return new Search<>(context, spec, newProjection, broken);
  }

  /** See {@code Query.filter}. */
  public Search<T, R> filter(Condition... conditions) {
    Search<T, R> search = this;
    for (Condition condition : conditions) {
      context.queries().conditions().check(condition);
      search = search.with(search.spec.and(condition));
    }
    return search;
  }

  /** See {@code Query.orderBy}. */
  public Search<T, R> orderBy(List<? extends Ordering> order) {
    context.queries().checkOrder(order);
    return with(spec.by(order));
  }

  /** See {@code Query.limit}. */
  public Search<T, R> limit(int limit) {
    return with(spec.limitedTo(limit));
  }

  /** See {@code Query.offset}. */
  public Search<T, R> offset(int offset) {
    return with(spec.from(offset));
  }

  /** See {@code Query.timeout}. */
  public Search<T, R> timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new QueryException("timeout: expected more than nothing, but got " + timeout + ".");
    }
    return with(spec.within(timeout));
  }

  /** See {@code Query.values}. */
  public Search<T, Row> values(String... names) {
    List<BoundField> fields =
        Arrays.stream(names).map(name -> context.queries().conditions().knownField(name)).toList();
    return as(
        new Projection<>(
            fields,
            record -> {
              Map<String, @Nullable Object> values = new LinkedHashMap<>();
              fields.forEach(field -> values.put(field.name(), record.value(field)));
              return new Row(values);
            }));
  }

  /** See {@code Query.withValue}. */
  public <V> Search<T, Hit<R, V>> withValue(Computed<V> computed) {
    BoundField field = context.queries().conditions().knownField(computed.field());
    context.queries().checkOrder(List.of(computed));
    List<BoundField> fields = new ArrayList<>(projection.fields());
    fields.add(field);
    return as(
        new Projection<>(
            fields,
            record -> {
              Object value = record.value(field);
              return new Hit<>(
                  projection.read().apply(record), value == null ? null : computed.of(value));
            }));
  }

  /** Returns the timeout of its own. */
  public @Nullable Duration ownTimeout() {
    return spec.timeout().orElse(null);
  }

  /** Returns the condition. */
  public Condition condition() {
    return spec.condition();
  }

  /** All results. */
  public CompletableFuture<List<R>> all(Invocation call) {
    return records(call, spec).thenApply(this::results);
  }

  private List<R> results(List<StoredRecord> records) {
    List<R> results = new ArrayList<>(records.size());
    for (StoredRecord record : records) {
      try {
        results.add(projection.read().apply(record));
      } catch (DecodeException e) {
        broken.accept(e);
      }
    }
    return Collections.unmodifiableList(results);
  }

  private CompletableFuture<List<StoredRecord>> records(Invocation call, QuerySpec query) {
    return page(call, query, 0);
  }

  /**
   * Reads a page; where rows had to be left out because they do not satisfy the query any more,
   * reads it again for as many more.
   */
  private CompletableFuture<List<StoredRecord>> page(Invocation call, QuerySpec query, int extra) {
    OptionalInt limit = query.limit();
    QuerySpec asked =
        limit.isPresent() && extra > 0 ? query.limitedTo(limit.getAsInt() + extra) : query;
    QueryPlan plan = context.queries().compile(asked, Mode.ROWS, projection.fields());
    return call.run(
            plan.call(),
            reply -> {
              List<?> rows = Reply.rows(reply);
              return new Page(plan.rows(rows, this::report), rows.size());
            })
        .thenCompose(
            page -> {
              List<StoredRecord> records = page.records();
              if (plan.pagedHere()) {
                return done(cut(records, query.offset(), limit));
              }
              int wanted = limit.orElse(Integer.MAX_VALUE);
              if (records.size() >= wanted || page.received() < wanted + extra) {
                return done(cut(records, 0, limit));
              }
              int missing = page.received() - records.size();
              return page(call, query, 2 * missing + extra);
            });
  }

  private record Page(List<StoredRecord> records, int received) {}

  private static CompletableFuture<List<StoredRecord>> done(List<StoredRecord> records) {
    return CompletableFuture.completedFuture(records);
  }

  private static List<StoredRecord> cut(List<StoredRecord> records, int offset, OptionalInt limit) {
    int from = Math.min(offset, records.size());
    int to = (int) Math.min((long) from + limit.orElse(Integer.MAX_VALUE), records.size());
    return records.subList(from, to);
  }

  private void report(RuntimeException failure) {
    if (failure instanceof DecodeException decode) {
      broken.accept(decode);
    }
  }

  /** The first result. */
  public CompletableFuture<Optional<R>> first(Invocation call) {
    int most = Math.min(1, spec.limit().orElse(1));
    return with(spec.limitedTo(most)).all(call).thenApply(list -> list.stream().findFirst());
  }

  /** The only result. */
  public CompletableFuture<Optional<R>> get(Invocation call) {
    int most = Math.min(2, spec.limit().orElse(2));
    return with(spec.limitedTo(most))
        .all(call)
        .thenApply(
            list -> {
              if (list.size() > 1) {
                throw new QueryException(
                    "%s: get expects one match at most, but there are several for %s."
                        .formatted(context.model().name(), spec.condition()));
              }
              return list.stream().findFirst();
            });
  }

  /** The keys of the records. */
  @SuppressWarnings("unchecked")
  public CompletableFuture<List<Key<R>>> keys(Invocation call) {
    BoundModel<T> model = context.model();
    Class<R> type = (Class<R>) model.type(); // nominal, once the results are no entities
    return ids(call)
        .thenApply(ids -> ids.stream().map(id -> new Key<>(type, model.name(), id)).toList());
  }

  CompletableFuture<List<String>> ids(Invocation call) {
    QueryPlan plan = context.queries().compile(spec, Mode.IDS, List.of());
    return call.run(plan.call(), reply -> Reply.rows(reply).stream().map(Reply::text).toList());
  }

  /** How many records there are, whatever the page. */
  public CompletableFuture<Long> count(Invocation call) {
    QueryPlan plan = context.queries().compile(spec, Mode.COUNT, List.of());
    return call.run(plan.call(), reply -> (Long) Reply.rows(reply).get(0));
  }

  /** Whether there is a record. */
  public CompletableFuture<Boolean> exists(Invocation call) {
    if (spec.limit().orElse(1) == 0) {
      return CompletableFuture.completedFuture(false);
    }
    QuerySpec one = spec.limitedTo(1).by(List.of());
    QueryPlan plan = context.queries().compile(one, Mode.IDS, List.of());
    return call.run(plan.call(), reply -> !Reply.rows(reply).isEmpty());
  }

  /** How the query is answered: it is run to find out. */
  public CompletableFuture<String> explain(Invocation call) {
    QueryPlan plan = context.queries().compile(spec, Mode.ROWS, projection.fields());
    return call.run(
        plan.call(), reply -> plan.text() + System.lineSeparator() + Reply.statistics(reply));
  }
}
