package io.popoto;

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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waits for what a search finds. */
final class DefaultQuery<R> implements Query<R>, Selecting {
  private final Engine engine;
  private final Search<?, R> search;

  DefaultQuery(Engine engine, Search<?, R> search) {
    this.engine = engine;
    this.search = search;
  }

  @Override
  public Search<?, R> search() {
    return search;
  }

  private <S> Query<S> with(Search<?, S> newSearch) {
    return new DefaultQuery<>(engine, newSearch);
  }

  private <V> V await(Function<Invocation, CompletableFuture<V>> operation) {
    return engine.await(search.ownTimeout(), operation);
  }

  @Override
  public Query<R> filter(String lookup, @Nullable Object operand) {
    return with(search.filter(Condition.of(lookup, operand)));
  }

  @Override
  public Query<R> filter(Condition... conditions) {
    return with(search.filter(conditions));
  }

  @Override
  public Query<R> exclude(String lookup, @Nullable Object operand) {
    return with(search.filter(Condition.of(lookup, operand).not()));
  }

  @Override
  public Query<R> exclude(Condition... conditions) {
    return with(
        search.filter(
            new Condition.And(List.of(Given.allToQuery(conditions, "conditions"))).not()));
  }

  @Override
  public Query<R> orderBy(String... fields) {
    return with(
        search.orderBy(
            Arrays.stream(Given.allToQuery(fields, "fields")).map(Ordering::by).toList()));
  }

  @Override
  public Query<R> orderBy() {
    return with(search.orderBy(List.of()));
  }

  @Override
  public Query<R> orderBy(Ordering... order) {
    return with(search.orderBy(List.of(Given.allToQuery(order, "order"))));
  }

  @Override
  public Query<R> limit(int limit) {
    return with(search.limit(limit));
  }

  @Override
  public Query<R> offset(int offset) {
    return with(search.offset(offset));
  }

  @Override
  public Query<R> after(String cursor) {
    return with(search.after(cursor));
  }

  @Override
  public Query<R> with(String... relationships) {
    return with(search.load(relationships));
  }

  @Override
  public <S> Query<S> as(Class<S> recordType) {
    return with(search.as(recordType));
  }

  @Override
  public Query<R> timeout(Duration timeout) {
    return with(search.timeout(timeout));
  }

  @Override
  public Query<Row> values() {
    return with(search.values());
  }

  @Override
  public Query<Row> values(Attribute<?, ?>... fields) {
    return with(search.values(names(fields)));
  }

  @Override
  public Query<Row> values(String... fields) {
    return with(search.values(fields));
  }

  @Override
  public <V> Query<Hit<R, V>> withValue(Computed<V> computed) {
    return with(search.withValue(computed));
  }

  @Override
  public List<R> all() {
    return await(search::all);
  }

  @Override
  public Optional<R> first() {
    return await(search::first);
  }

  @Override
  public Optional<R> last() {
    return await(search::last);
  }

  @Override
  public Page<R> page() {
    return await(search::page);
  }

  @Override
  public Optional<Object> min(String field) {
    return await(call -> search.min(call, field));
  }

  @Override
  public Optional<Object> max(String field) {
    return await(call -> search.max(call, field));
  }

  @Override
  public List<Object> distinct(String field) {
    return await(call -> search.distinct(call, field));
  }

  @Override
  public Map<Object, Long> countBy(String field) {
    return await(call -> search.countBy(call, field));
  }

  @Override
  public Stream<R> stream() {
    return Pages.stream(engine, search);
  }

  @Override
  public Optional<R> get() {
    return await(search::get);
  }

  @Override
  public List<Key<R>> keys() {
    return await(search::keys);
  }

  @Override
  public long count() {
    return await(search::count);
  }

  @Override
  public boolean exists() {
    return await(search::exists);
  }

  @Override
  public String explain() {
    return await(search::explain);
  }

  private static String[] names(Attribute<?, ?>[] fields) {
    return Arrays.stream(Given.allToQuery(fields, "fields"))
        .map(Attribute::name)
        .toArray(String[]::new);
  }
}
