package io.popoto.async;

import io.popoto.Condition;
import io.popoto.Hit;
import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Row;
import io.popoto.internal.Given;
import io.popoto.internal.engine.Engine;
import io.popoto.internal.engine.Invocation;
import io.popoto.internal.engine.Pages;
import io.popoto.internal.engine.Search;
import io.popoto.internal.engine.Selecting;
import io.popoto.query.Attribute;
import io.popoto.query.Ordering;
import io.popoto.spi.Computed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Delivers what a search finds. A fault of the query waits for the first call that asks Redis. */
final class DefaultAsyncQuery<R> implements AsyncQuery<R>, Selecting {
  private final Engine engine;
  private final Search<?, R> search;
  private final @Nullable Throwable fault;

  DefaultAsyncQuery(Engine engine, Search<?, R> search, @Nullable Throwable fault) {
    this.engine = engine;
    this.search = search;
    this.fault = fault;
  }

  @Override
  public Search<?, R> search() {
    if (fault instanceof Error error) {
      throw error;
    }
    if (fault != null) {
      throw (RuntimeException) fault;
    }
    return search;
  }

  @SuppressWarnings("unchecked")
  private <S> AsyncQuery<S> with(Supplier<Search<?, S>> next) {
    if (fault == null) {
      try {
        return new DefaultAsyncQuery<>(engine, next.get(), null);
      } catch (Throwable e) {
        // Errors too: conditions may be nested too deep for the stack.
        return new DefaultAsyncQuery<>(engine, (Search<?, S>) search, e);
      }
    }
    return new DefaultAsyncQuery<>(engine, (Search<?, S>) search, fault);
  }

  private <V> CompletableFuture<V> deliver(Function<Invocation, CompletableFuture<V>> operation) {
    if (fault != null) {
      return CompletableFuture.failedFuture(fault);
    }
    return engine.deliver(search.ownTimeout(), operation);
  }

  @Override
  public AsyncQuery<R> filter(String lookup, @Nullable Object operand) {
    return with(() -> search.filter(Condition.of(lookup, operand)));
  }

  @Override
  public AsyncQuery<R> filter(Condition... conditions) {
    return with(() -> search.filter(conditions));
  }

  @Override
  public AsyncQuery<R> exclude(String lookup, @Nullable Object operand) {
    return with(() -> search.filter(Condition.of(lookup, operand).not()));
  }

  @Override
  public AsyncQuery<R> exclude(Condition... conditions) {
    return with(
        () ->
            search.filter(
                new Condition.And(List.of(Given.allToQuery(conditions, "conditions"))).not()));
  }

  @Override
  public AsyncQuery<R> orderBy(String... fields) {
    return with(
        () ->
            search.orderBy(
                Arrays.stream(Given.allToQuery(fields, "fields")).map(Ordering::by).toList()));
  }

  @Override
  public AsyncQuery<R> orderBy() {
    return with(() -> search.orderBy(List.of()));
  }

  @Override
  public AsyncQuery<R> orderBy(Ordering... order) {
    return with(() -> search.orderBy(List.of(Given.allToQuery(order, "order"))));
  }

  @Override
  public AsyncQuery<R> limit(int limit) {
    return with(() -> search.limit(limit));
  }

  @Override
  public AsyncQuery<R> offset(int offset) {
    return with(() -> search.offset(offset));
  }

  @Override
  public AsyncQuery<R> after(String cursor) {
    return with(() -> search.after(cursor));
  }

  @Override
  public AsyncQuery<R> with(String... relationships) {
    return with(() -> search.load(relationships));
  }

  @Override
  public <S> AsyncQuery<S> as(Class<S> recordType) {
    return with(() -> search.as(recordType));
  }

  @Override
  public AsyncQuery<R> timeout(Duration timeout) {
    return with(() -> search.timeout(timeout));
  }

  @Override
  public AsyncQuery<Row> values() {
    return with(() -> search.values());
  }

  @Override
  public AsyncQuery<Row> values(Attribute<?, ?>... fields) {
    return with(() -> search.values(names(fields)));
  }

  @Override
  public AsyncQuery<Row> values(String... fields) {
    return with(() -> search.values(fields));
  }

  @Override
  public <V> AsyncQuery<Hit<R, V>> withValue(Computed<V> computed) {
    return with(() -> search.withValue(computed));
  }

  @Override
  public CompletableFuture<List<R>> all() {
    return deliver(search::all);
  }

  @Override
  public CompletableFuture<Optional<R>> first() {
    return deliver(search::first);
  }

  @Override
  public CompletableFuture<Optional<R>> last() {
    return deliver(search::last);
  }

  @Override
  public CompletableFuture<Page<R>> page() {
    return deliver(search::page);
  }

  @Override
  public CompletableFuture<Optional<Object>> min(String field) {
    return deliver(call -> search.min(call, field));
  }

  @Override
  public CompletableFuture<Optional<Object>> max(String field) {
    return deliver(call -> search.max(call, field));
  }

  @Override
  public CompletableFuture<List<Object>> distinct(String field) {
    return deliver(call -> search.distinct(call, field));
  }

  @Override
  public CompletableFuture<Map<Object, Long>> countBy(String field) {
    return deliver(call -> search.countBy(call, field));
  }

  @Override
  public Flow.Publisher<R> stream() {
    return Pages.publisher(engine, this::search);
  }

  @Override
  public CompletableFuture<Optional<R>> get() {
    return deliver(search::get);
  }

  @Override
  public CompletableFuture<List<Key<R>>> keys() {
    return deliver(search::keys);
  }

  @Override
  public CompletableFuture<Long> count() {
    return deliver(search::count);
  }

  @Override
  public CompletableFuture<Boolean> exists() {
    return deliver(search::exists);
  }

  @Override
  public CompletableFuture<String> explain() {
    return deliver(search::explain);
  }

  private static String[] names(Attribute<?, ?>[] fields) {
    return Arrays.stream(Given.allToQuery(fields, "fields"))
        .map(Attribute::name)
        .toArray(String[]::new);
  }
}
