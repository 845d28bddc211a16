package io.popoto;

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

/** Waits for what a store does. */
final class DefaultRepository<T> implements Repository<T> {
  private final Store<T> store;

  DefaultRepository(Store<T> store) {
    this.store = store;
  }

  private <R> R await(Function<Invocation, CompletableFuture<R>> operation) {
    return store.engine().await(operation);
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
  public T create(T entity) {
    return await(call -> store.writer().create(call, entity));
  }

  @Override
  public T save(T entity) {
    return save(entity, SaveOptions.none());
  }

  @Override
  public T save(T entity, SaveOptions options) {
    return await(call -> store.writer().save(call, entity, options));
  }

  @Override
  public Optional<T> load(Object... keyValues) {
    return await(call -> store.reader().load(call, store.key(keyValues)));
  }

  @Override
  public Optional<T> load(Key<T> key) {
    return await(call -> store.reader().load(call, store.checked(key)));
  }

  @Override
  public Optional<T> loadBy(String field, Object value) {
    return await(call -> store.loadBy(call, field, value));
  }

  @Override
  public boolean exists(Object... keyValues) {
    return await(call -> store.reader().exists(call, store.key(keyValues)));
  }

  @Override
  public boolean exists(Key<T> key) {
    return await(call -> store.reader().exists(call, store.checked(key)));
  }

  @Override
  public boolean delete(T entity) {
    return await(call -> store.writer().delete(call, store.model().key(entity)));
  }

  @Override
  public boolean delete(Key<T> key) {
    return await(call -> store.writer().delete(call, store.checked(key)));
  }

  @Override
  public boolean delete(Object... keyValues) {
    return await(call -> store.writer().delete(call, store.key(keyValues)));
  }

  @Override
  public T migrateKey(T entity, Key<T> oldKey) {
    return await(call -> store.writer().migrateKey(call, entity, store.checked(oldKey)));
  }

  @Override
  public Created<T> getOrCreate(T entity) {
    return await(call -> store.writer().getOrCreate(call, store.reader(), entity));
  }

  @Override
  public Created<T> updateOrCreate(T entity) {
    return await(call -> store.writer().updateOrCreate(call, entity));
  }

  @Override
  public void update(Key<T> key, Update update) {
    await(call -> store.writer().update(call, store.checked(key), update));
  }

  @Override
  public Number increment(Key<T> key, String field, Number delta) {
    return await(call -> store.writer().increment(call, store.checked(key), field, delta));
  }

  @Override
  public boolean touch(Key<T> key, Duration ttl) {
    return await(call -> store.writer().touch(call, store.checked(key), ttl));
  }

  @Override
  public List<T> bulkCreate(List<? extends T> entities) {
    return bulkCreate(entities, BulkWriter.BATCH_SIZE);
  }

  @Override
  public List<T> bulkCreate(List<? extends T> entities, int batchSize) {
    return await(call -> store.bulk().bulkCreate(call, entities, batchSize));
  }

  @Override
  public long bulkUpdate(Selection<T> query, Update update) {
    return bulkUpdate(query, update, BulkWriter.BATCH_SIZE);
  }

  @Override
  public long bulkUpdate(Selection<T> query, Update update, int batchSize) {
    return await(call -> store.bulk().bulkUpdate(call, query, update, batchSize));
  }

  @Override
  public long bulkUpdate(List<? extends T> entities, Update update) {
    return bulkUpdate(entities, update, BulkWriter.BATCH_SIZE);
  }

  @Override
  public long bulkUpdate(List<? extends T> entities, Update update, int batchSize) {
    return await(call -> store.bulk().bulkUpdate(call, entities, update, batchSize));
  }

  @Override
  public long bulkDelete(Selection<T> query) {
    return bulkDelete(query, BulkWriter.BATCH_SIZE);
  }

  @Override
  public long bulkDelete(Selection<T> query, int batchSize) {
    return await(call -> store.bulk().bulkDelete(call, query, batchSize));
  }

  @Override
  public long bulkDelete(List<? extends T> entities) {
    return bulkDelete(entities, BulkWriter.BATCH_SIZE);
  }

  @Override
  public long bulkDelete(List<? extends T> entities, int batchSize) {
    return await(call -> store.bulk().bulkDelete(call, entities, batchSize));
  }

  @Override
  public long deleteAll() {
    return await(call -> store.bulk().deleteAll(call));
  }

  @Override
  public List<Optional<T>> getMany(List<Key<T>> keys) {
    return await(call -> store.reader().getMany(call, store.checked(keys)));
  }

  @Override
  public List<T> getManyPresent(List<Key<T>> keys) {
    return await(call -> store.reader().getManyPresent(call, store.checked(keys)));
  }

  @Override
  public IndexReport checkIndexes() {
    return checkIndexes(ignored -> {});
  }

  @Override
  public IndexReport checkIndexes(LongConsumer progress) {
    return await(call -> store.maintenance().check(call, Given.toCall(progress, "progress")));
  }

  @Override
  public long cleanIndexes() {
    return cleanIndexes(ignored -> {});
  }

  @Override
  public long cleanIndexes(LongConsumer progress) {
    return await(call -> store.maintenance().clean(call, Given.toCall(progress, "progress")));
  }

  @Override
  public long rebuildIndexes() {
    return rebuildIndexes(ignored -> {});
  }

  @Override
  public long rebuildIndexes(LongConsumer progress) {
    return await(call -> store.maintenance().rebuild(call, Given.toCall(progress, "progress")));
  }

  @Override
  public long sweepExpired() {
    return await(call -> store.maintenance().sweep(call));
  }

  @Override
  public List<Key<T>> scanKeys(String pattern) {
    return await(call -> store.maintenance().scanKeys(call, pattern));
  }

  @Override
  public Listening listen(Consumer<ChangeEvent<T>> listener) {
    return await(call -> store.events().listen(call, listener));
  }

  @Override
  public Query<T> query() {
    return new DefaultQuery<>(store.engine(), store.search());
  }
}
