package io.popoto;

import io.popoto.internal.engine.Invocation;
import io.popoto.internal.engine.Store;
import io.popoto.metadata.ModelInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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
  public List<Optional<T>> getMany(List<Key<T>> keys) {
    return await(call -> store.reader().getMany(call, store.checked(keys)));
  }

  @Override
  public List<T> getManyPresent(List<Key<T>> keys) {
    return await(call -> store.reader().getManyPresent(call, store.checked(keys)));
  }

  @Override
  public Query<T> query() {
    return new DefaultQuery<>(store.engine(), store.search());
  }
}
