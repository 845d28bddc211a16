package io.popoto.async;

import io.popoto.ChangeEvent;
import io.popoto.Created;
import io.popoto.IndexReport;
import io.popoto.Key;
import io.popoto.Listening;
import io.popoto.Ref;
import io.popoto.SaveOptions;
import io.popoto.Selection;
import io.popoto.Update;
import io.popoto.internal.Given;
import io.popoto.internal.engine.BulkWriter;
import io.popoto.internal.engine.Invocation;
import io.popoto.internal.engine.Store;
import io.popoto.metadata.ModelInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Delivers what a store does. */
final class DefaultAsyncRepository<T> implements AsyncRepository<T> {
  private final Store<T> store;

  DefaultAsyncRepository(Store<T> store) {
    this.store = store;
  }

  private <R> CompletableFuture<R> deliver(Function<Invocation, CompletableFuture<R>> operation) {
    return store.engine().deliver(operation);
  }

  @Override
  public ModelInfo model() {
    return store.model().info();
  }

  @Override
  public Key<T> key(Object... keyValues) {
    return store.key(keyValues);
  }

  @Override
  public Key<T> parseKey(String text) {
    return store.model().parseKey(text);
  }

  @Override
  public Ref<T> ref(Object... keyValues) {
    return store.ref(keyValues);
  }

  @Override
  public CompletableFuture<T> create(T entity) {
    return deliver(call -> store.writer().create(call, entity));
  }

  @Override
  public CompletableFuture<T> save(T entity) {
    return save(entity, SaveOptions.none());
  }

  @Override
  public CompletableFuture<T> save(T entity, SaveOptions options) {
    return deliver(call -> store.writer().save(call, entity, options));
  }

  @Override
  public CompletableFuture<Optional<T>> load(Object... keyValues) {
    return deliver(call -> store.reader().load(call, store.key(keyValues)));
  }

  @Override
  public CompletableFuture<Optional<T>> load(Key<T> key) {
    return deliver(call -> store.reader().load(call, store.checked(key)));
  }

  @Override
  public CompletableFuture<Optional<T>> loadBy(String field, Object value) {
    return deliver(call -> store.loadBy(call, field, value));
  }

  @Override
  public CompletableFuture<Boolean> exists(Object... keyValues) {
    return deliver(call -> store.reader().exists(call, store.key(keyValues)));
  }

  @Override
  public CompletableFuture<Boolean> exists(Key<T> key) {
    return deliver(call -> store.reader().exists(call, store.checked(key)));
  }

  @Override
  public CompletableFuture<Boolean> delete(T entity) {
    return deliver(call -> store.writer().delete(call, store.model().key(entity)));
  }

  @Override
  public CompletableFuture<Boolean> delete(Key<T> key) {
    return deliver(call -> store.writer().delete(call, store.checked(key)));
  }

  @Override
  public CompletableFuture<Boolean> delete(Object... keyValues) {
    return deliver(call -> store.writer().delete(call, store.key(keyValues)));
  }

  @Override
  public CompletableFuture<T> migrateKey(T entity, Key<T> oldKey) {
    return deliver(call -> store.writer().migrateKey(call, entity, store.checked(oldKey)));
  }

  @Override
  public CompletableFuture<Created<T>> getOrCreate(T entity) {
    return deliver(call -> store.writer().getOrCreate(call, store.reader(), entity));
  }

  @Override
  public CompletableFuture<Created<T>> updateOrCreate(T entity) {
    return deliver(call -> store.writer().updateOrCreate(call, entity));
  }

  @Override
  public CompletableFuture<Void> update(Key<T> key, Update update) {
    return deliver(
        call -> store.writer().update(call, store.checked(key), update).thenApply(sums -> null));
  }

  @Override
  public CompletableFuture<Number> increment(Key<T> key, String field, Number delta) {
    return deliver(call -> store.writer().increment(call, store.checked(key), field, delta));
  }

  @Override
  public CompletableFuture<Boolean> touch(Key<T> key, Duration ttl) {
    return deliver(call -> store.writer().touch(call, store.checked(key), ttl));
  }

  @Override
  public CompletableFuture<List<T>> bulkCreate(List<? extends T> entities) {
    return bulkCreate(entities, BulkWriter.BATCH_SIZE);
  }

  @Override
  public CompletableFuture<List<T>> bulkCreate(List<? extends T> entities, int batchSize) {
    return deliver(call -> store.bulk().bulkCreate(call, entities, batchSize));
  }

  @Override
  public CompletableFuture<Long> bulkUpdate(Selection<T> query, Update update) {
    return bulkUpdate(query, update, BulkWriter.BATCH_SIZE);
  }

  @Override
  public CompletableFuture<Long> bulkUpdate(Selection<T> query, Update update, int batchSize) {
    return deliver(call -> store.bulk().bulkUpdate(call, query, update, batchSize));
  }

  @Override
  public CompletableFuture<Long> bulkUpdate(List<? extends T> entities, Update update) {
    return bulkUpdate(entities, update, BulkWriter.BATCH_SIZE);
  }

  @Override
  public CompletableFuture<Long> bulkUpdate(
      List<? extends T> entities, Update update, int batchSize) {
    return deliver(call -> store.bulk().bulkUpdate(call, entities, update, batchSize));
  }

  @Override
  public CompletableFuture<Long> bulkDelete(Selection<T> query) {
    return bulkDelete(query, BulkWriter.BATCH_SIZE);
  }

  @Override
  public CompletableFuture<Long> bulkDelete(Selection<T> query, int batchSize) {
    return deliver(call -> store.bulk().bulkDelete(call, query, batchSize));
  }

  @Override
  public CompletableFuture<Long> bulkDelete(List<? extends T> entities) {
    return bulkDelete(entities, BulkWriter.BATCH_SIZE);
  }

  @Override
  public CompletableFuture<Long> bulkDelete(List<? extends T> entities, int batchSize) {
    return deliver(call -> store.bulk().bulkDelete(call, entities, batchSize));
  }

  @Override
  public CompletableFuture<Long> deleteAll() {
    return deliver(call -> store.bulk().deleteAll(call));
  }

  @Override
  public CompletableFuture<List<Optional<T>>> getMany(List<Key<T>> keys) {
    return deliver(call -> store.reader().getMany(call, store.checked(keys)));
  }

  @Override
  public CompletableFuture<List<T>> getManyPresent(List<Key<T>> keys) {
    return deliver(call -> store.reader().getManyPresent(call, store.checked(keys)));
  }

  @Override
  public CompletableFuture<IndexReport> checkIndexes() {
    return checkIndexes(ignored -> {});
  }

  @Override
  public CompletableFuture<IndexReport> checkIndexes(LongConsumer progress) {
    return deliver(call -> store.maintenance().check(call, Given.toCall(progress, "progress")));
  }

  @Override
  public CompletableFuture<Long> cleanIndexes() {
    return cleanIndexes(ignored -> {});
  }

  @Override
  public CompletableFuture<Long> cleanIndexes(LongConsumer progress) {
    return deliver(call -> store.maintenance().clean(call, Given.toCall(progress, "progress")));
  }

  @Override
  public CompletableFuture<Long> rebuildIndexes() {
    return rebuildIndexes(ignored -> {});
  }

  @Override
  public CompletableFuture<Long> rebuildIndexes(LongConsumer progress) {
    return deliver(call -> store.maintenance().rebuild(call, Given.toCall(progress, "progress")));
  }

  @Override
  public CompletableFuture<Long> sweepExpired() {
    return deliver(call -> store.maintenance().sweep(call));
  }

  @Override
  public CompletableFuture<List<Key<T>>> scanKeys(String pattern) {
    return deliver(call -> store.maintenance().scanKeys(call, pattern));
  }

  @Override
  public CompletableFuture<Listening> listen(Consumer<ChangeEvent<T>> listener) {
    return deliver(call -> store.events().listen(call, listener));
  }

  @Override
  public AsyncQuery<T> query() {
    return new DefaultAsyncQuery<>(store.engine(), store.search(), null);
  }
}
