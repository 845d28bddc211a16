package io.popoto.internal.engine;

import io.popoto.Condition;
import io.popoto.Hit;
import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Row;
import io.popoto.exception.DecodeException;
import io.popoto.exception.QueryException;
import io.popoto.internal.Given;
import io.popoto.internal.compile.Continuation;
import io.popoto.internal.compile.QueryCompiler.Mode;
import io.popoto.internal.compile.QueryPlan;
import io.popoto.internal.compile.StoredRecord;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.internal.scan.RecordProjection;
import io.popoto.query.Ordering;
import io.popoto.query.QuerySpec;
import io.popoto.spi.Computed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  /** So many rows take the server less than the time of one call. */
  private static final int MOST_OF_PAGE = 250;

  private final ModelContext<T> context;
  private final Related related;
  private final QuerySpec spec;
  private final Projection<R> projection;
  private final Consumer<DecodeException> broken;

  private Search(
      ModelContext<T> context,
      Related related,
      QuerySpec spec,
      Projection<R> projection,
      Consumer<DecodeException> broken) {
    this.context = context;
    this.related = related;
    this.spec = spec;
    this.projection = projection;
    this.broken = broken;
  }

  static <T> Search<T, T> of(
      ModelContext<T> context, Related related, Consumer<DecodeException> broken) {
    Projection<T> entities = Projection.entities(context.model());
    return new Search<>(context, related, QuerySpec.ALL, entities, broken);
  }

  private Search<T, R> with(QuerySpec newSpec) {
    return new Search<>(context, related, newSpec, projection, broken);
  }

  private <S> Search<T, S> as(Projection<S> newProjection) {
    return new Search<>(context, related, spec, newProjection, broken);
  }

  /** See {@code Query.filter}. */
  public Search<T, R> filter(Condition... conditions) {
    Search<T, R> search = this;
    for (Condition condition : Given.allToQuery(conditions, "conditions")) {
      Condition flat = context.queries().conditions().check(condition);
      related.check(context, flat);
      search = search.with(search.spec.and(flat));
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

  /** See {@code Query.after}. */
  public Search<T, R> after(String cursor) {
    return with(spec.behind(Given.toQuery(cursor, "cursor")));
  }

  /** See {@code Query.with}. */
  public Search<T, R> load(String... relationships) {
    for (String name : Given.allToQuery(relationships, "relationships")) {
      BoundField field = context.queries().conditions().knownField(name);
      if (field.info().target().isEmpty()) {
        throw new QueryException(
            "with: %s.%s is no relationship.".formatted(context.model().name(), name));
      }
    }
    return with(spec.loading(List.of(relationships)));
  }

  /** See {@code Query.as}. */
  public <S> Search<T, S> as(Class<S> type) {
    Given.toQuery(type, "recordType");
    return as(Projection.records(new RecordProjection<>(type, context.model())));
  }

  /** See {@code Query.timeout}. */
  public Search<T, R> timeout(Duration timeout) {
    if (Given.toQuery(timeout, "timeout").isNegative() || timeout.isZero()) {
      throw new QueryException("timeout: expected more than nothing, but got " + timeout + ".");
    }
    return with(spec.within(timeout));
  }

  /** See {@code Query.values}. */
  public Search<T, Row> values() {
    return as(Projection.rows(context.model().fields()));
  }

  /** See {@code Query.values}. */
  public Search<T, Row> values(String... names) {
    List<BoundField> fields =
        Arrays.stream(Given.allToQuery(names, "fields"))
            .map(name -> context.queries().conditions().knownField(name))
            .toList();
    return as(Projection.rows(fields));
  }

  /** See {@code Query.withValue}. */
  public <V> Search<T, Hit<R, V>> withValue(Computed<V> computed) {
    BoundField field =
        context.queries().conditions().knownField(Given.toQuery(computed, "computed").field());
    context.queries().checkOrder(List.of(computed));
    return as(projection.with(field, computed));
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
    return found(call, Mode.ROWS).thenApply(found -> results(found.records()));
  }

  /** A page of results, with the cursor to go on. */
  public CompletableFuture<Page<R>> page(Invocation call) {
    if (spec.limit().isEmpty()) {
      return all(call).thenApply(results -> new Page<>(results, Optional.empty()));
    }
    int limit = spec.limit().getAsInt();
    int most = (int) Math.min((long) spec.offset() + limit, Integer.MAX_VALUE);
    return related
        .resolve(call, context, spec)
        .thenCompose(
            query ->
                with(query.from(0).limitedTo(limit == 0 ? 0 : most))
                    .page(call, spec.offset(), new ArrayList<>()));
  }

  /** Reads a page: a large one in several, each of which begins behind the one before. */
  private CompletableFuture<Page<R>> page(Invocation call, int offset, List<R> results) {
    int missing = spec.limit().orElseThrow();
    int size = Math.min(missing, MOST_OF_PAGE);
    if (size < missing && compile(Mode.PAGE).pagedHere()) {
      size = missing; // Each would read all records.
    }
    int wanted = size;
    return with(spec.limitedTo(size))
        .found(call, Mode.PAGE)
        .thenCompose(
            found -> {
              List<StoredRecord> records = found.records();
              int passed = Math.min(offset, records.size());
              results.addAll(results(records.subList(passed, records.size())));
              StoredRecord end = found.end();
              if (end == null && !records.isEmpty() && records.size() >= wanted) {
                end = records.get(records.size() - 1);
              }
              int left = missing - records.size();
              if (end == null || left == 0) {
                return CompletableFuture.completedFuture(
                    new Page<>(
                        Collections.unmodifiableList(results),
                        Optional.ofNullable(end).map(found.plan()::cursor)));
              }
              QuerySpec rest = spec.behind(found.plan().cursor(end)).limitedTo(left);
              return with(rest).page(call.bulkStep(), offset - passed, results);
            });
  }

  private QueryPlan compile(Mode mode) {
    return context.queries().compile(spec, mode, projection.fields(), Continuation.BEGIN);
  }

  private CompletableFuture<Finder.Found> found(Invocation call, Mode mode) {
    if (spec.limit().orElse(1) == 0) {
      return related
          .resolve(call, context, spec)
          .thenApply(
              query ->
                  new Finder(context, query, mode, projection.fields(), broken, row -> {})
                      .nothing());
    }
    return related
        .resolve(call, context, spec)
        .thenCompose(
            query -> new Finder(context, query, mode, needed(), broken, this::make).find(call))
        .thenCompose(
            found ->
                related
                    .load(
                        found.severalCalls() ? call.bulkStep() : call,
                        context,
                        spec.with(),
                        found.records())
                    .thenApply(done -> found));
  }

  private List<BoundField> needed() {
    if (spec.with().isEmpty()) {
      return projection.fields();
    }
    List<BoundField> fields = new ArrayList<>(projection.fields());
    spec.with().forEach(name -> fields.add(context.queries().conditions().knownField(name)));
    return fields;
  }

  /** Makes the result of a row early; if it needs more than the row, only to see that it can. */
  private void make(StoredRecord record) {
    try {
      R made = projection.read().apply(record);
      if (spec.with().isEmpty()) {
        record.keep(made);
      }
    } catch (DecodeException e) {
      throw e;
    } catch (RuntimeException e) {
      // It is met again when the results are put together, if the row is one of them.
    }
  }

  @SuppressWarnings("unchecked") // This search itself has made what is there.
  private List<R> results(List<StoredRecord> records) {
    List<R> results = new ArrayList<>(records.size());
    for (StoredRecord record : records) {
      try {
        Object made = record.made();
        results.add(made == null ? projection.read().apply(record) : (R) made);
      } catch (DecodeException e) {
        broken.accept(e);
      }
    }
    return Collections.unmodifiableList(results);
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

  /** The last result. */
  public CompletableFuture<Optional<R>> last(Invocation call) {
    if (spec.limit().isPresent() || spec.offset() > 0 || spec.cursor().isPresent()) {
      return all(call)
          .thenApply(
              list -> list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1)));
    }
    return with(spec.backwards()).first(call);
  }

  /** The keys of the records. */
  @SuppressWarnings("unchecked")
  public CompletableFuture<List<Key<R>>> keys(Invocation call) {
    BoundModel<T> model = context.model();
    Class<R> type = (Class<R>) model.type(); // nominal, once the results are no entities
    return ids(call)
        .thenApply(ids -> ids.stream().map(id -> new Key<>(type, model.name(), id)).toList());
  }

  /** Returns this search with conditions on related records replaced by their keys. */
  CompletableFuture<Search<T, R>> resolved(Invocation call) {
    return related.resolve(call, context, spec).thenApply(this::with);
  }

  CompletableFuture<List<String>> ids(Invocation call) {
    return related
        .resolve(call, context, spec)
        .thenCompose(
            query -> {
              QueryPlan plan =
                  context.queries().compile(query, Mode.IDS, List.of(), Continuation.BEGIN);
              if (plan.unordered() || plan.isCheckedHere()) {
                return idsOfRows(call, query);
              }
              return call.run(plan.call(), Reply::of)
                  .thenCompose(
                      reply ->
                          reply.stop() == null
                              ? CompletableFuture.completedFuture(
                                  reply.rows().stream().map(Reply::text).toList())
                              : idsOfRows(call, query));
            });
  }

  /** Returns the ids where they are too many for one call, or only we know their order or all. */
  private CompletableFuture<List<String>> idsOfRows(Invocation call, QuerySpec query) {
    return new Finder(context, query, Mode.ROWS, List.of(), broken, row -> {})
        .find(call)
        .thenApply(found -> found.records().stream().map(StoredRecord::id).toList());
  }

  /** How many records there are, whatever the page. */
  public CompletableFuture<Long> count(Invocation call) {
    return related
        .resolve(call, context, spec)
        .thenCompose(query -> new Tally(context, query, broken).count(call, Continuation.BEGIN));
  }

  /** Whether there is a record. */
  public CompletableFuture<Boolean> exists(Invocation call) {
    if (spec.limit().orElse(1) == 0) {
      return CompletableFuture.completedFuture(false);
    }
    return with(spec.limitedTo(1)).ids(call).thenApply(ids -> !ids.isEmpty());
  }

  /** How many records there are of each value of an indexed field, in the order of the values. */
  public CompletableFuture<Map<Object, Long>> countBy(Invocation call, String name) {
    BoundField field = indexed(name);
    return related
        .resolve(call, context, spec)
        .thenCompose(query -> new Tally(context, query, broken).countBy(call, field));
  }

  private BoundField indexed(String name) {
    BoundField field = context.queries().conditions().knownField(name);
    boolean indexed =
        context.model().keyFields().contains(field)
            || context.model().indexes().stream().anyMatch(i -> i.fields().contains(field));
    if (!indexed) {
      throw new QueryException(
          "%s.%s has no index; annotate it with @IndexedField or @SortedField."
              .formatted(context.model().name(), name));
    }
    return field;
  }

  /** The values of an indexed field, each once, in their order. */
  public CompletableFuture<List<Object>> distinct(Invocation call, String name) {
    return countBy(call, name).thenApply(counts -> List.copyOf(counts.keySet()));
  }

  /** The least value of an indexed field. */
  public CompletableFuture<Optional<Object>> min(Invocation call, String name) {
    return extreme(call, name, false);
  }

  /** The greatest value of an indexed field. */
  public CompletableFuture<Optional<Object>> max(Invocation call, String name) {
    return extreme(call, name, true);
  }

  private CompletableFuture<Optional<Object>> extreme(
      Invocation call, String name, boolean greatest) {
    if (!context.queries().conditions().isSorted(indexed(name))) {
      return with(spec.unpaged())
          .distinct(call, name)
          .thenApply(
              values ->
                  values.isEmpty()
                      ? Optional.empty()
                      : Optional.of(values.get(greatest ? values.size() - 1 : 0)));
    }
    Search<T, R> present = with(spec.unpaged().and(Condition.of(name + "__isnull", false)));
    return present
        .orderBy(List.of(new Ordering.ByField(name, greatest)))
        .values(name)
        .first(call)
        .thenApply(row -> row.map(found -> found.get(name)));
  }

  /** How the query is answered: its first calls are made to find out. */
  public CompletableFuture<String> explain(Invocation call) {
    return related
        .resolve(call, context, spec)
        .thenCompose(
            query -> {
              Finder finder = new Finder(context, query, Mode.ROWS, needed(), broken, row -> {});
              return spec.limit().orElse(1) == 0
                  ? CompletableFuture.completedFuture(finder.explainNothing())
                  : finder.explain(call);
            })
        .thenApply(text -> text + related.explained(context, spec));
  }

  /** Checks that a stream can walk this query in bounded memory. */
  public Search<T, R> streamed(int pageSize) {
    Search<T, R> pages = with(spec.limitedTo(pageSize));
    QuerySpec own = pages.spec.where(related.without(context, spec.condition()));
    QueryPlan plan = pages.with(own).compile(Mode.ROWS);
    if (!plan.walks()) {
      throw new QueryException(
          "stream: needs the order of the key or of one sorted field; this is ordered by "
              + plan.text().lines().skip(1).findFirst().orElse("").strip()
              + ".");
    }
    if (spec.limit().isPresent() || spec.offset() > 0) {
      throw new QueryException("stream: has no limit and no offset; use all().");
    }
    return pages;
  }
}
