package io.popoto.async;

import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.SaveOptions;
import io.popoto.metadata.ModelInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The records of a model, by calls that return at once. A call never throws: what a blocking call
 * throws, its future fails with. Futures complete within the timeout, on the completion executor;
 * cancelling one stops the steps that were not sent. Thread-safe.
 *
 * @param <T> the type of the entities
 */
public interface AsyncRepository<T> {

  /** Returns the description of the model. */
  ModelInfo model();

  /**
   * Returns the key of key values, given in declaration order.
   *
   * @throws io.popoto.exception.ValidationException if a value is missing, null or too long
   */
  Key<T> key(Object... keyValues);

  /**
   * Returns the key that a text such as {@code Restaurant:Siam Garden} stands for.
   *
   * @throws io.popoto.exception.ValidationException if it is no key of this model
   */
  Key<T> parseKey(String text);

  /** Returns a reference to the record of key values, which need not exist. */
  Ref<T> ref(Object... keyValues);

  /**
   * Inserts a record.
   *
   * @return the same instance, or a completed copy of a Java record
   * @throws io.popoto.exception.ValidationException if the entity is invalid; nothing is sent
   * @throws io.popoto.exception.ConflictException if the key or a unique value is taken
   */
  CompletableFuture<T> create(T entity);

  /**
   * Inserts or replaces a record.
   *
   * @return the same instance, or a completed copy of a Java record
   * @throws io.popoto.exception.ValidationException if the entity is invalid; nothing is sent
   * @throws io.popoto.exception.ConflictException if a unique value is taken, or the entity is
   *     stale
   */
  CompletableFuture<T> save(T entity);

  /**
   * Inserts or replaces a record, or writes some of its fields, as the options say.
   *
   * @return the same instance, or a completed copy of a Java record
   * @throws io.popoto.exception.ValidationException if entity or options are invalid; nothing is
   *     sent
   * @throws io.popoto.exception.ConflictException if a unique value is taken, the entity is stale,
   *     a condition does not hold, or there is no record to write some fields of
   */
  CompletableFuture<T> save(T entity, SaveOptions options);

  /** Loads the record of key values, given in declaration order; empty if there is none. */
  CompletableFuture<Optional<T>> load(Object... keyValues);

  /**
   * Loads the record of a key; empty if there is none.
   *
   * @throws io.popoto.exception.DecodeException if a stored field cannot be decoded
   */
  CompletableFuture<Optional<T>> load(Key<T> key);

  /**
   * Loads the record with a value in a unique field; empty if there is none.
   *
   * @throws io.popoto.exception.QueryException if the field is not unique
   */
  CompletableFuture<Optional<T>> loadBy(String field, Object value);

  /** Returns whether there is a record with these key values. */
  CompletableFuture<Boolean> exists(Object... keyValues);

  /** Returns whether there is a record with the key. */
  CompletableFuture<Boolean> exists(Key<T> key);

  /** Deletes the record of an entity; returns whether this call did it. */
  CompletableFuture<Boolean> delete(T entity);

  /** Deletes the record of a key; returns whether this call did it. */
  CompletableFuture<Boolean> delete(Key<T> key);

  /**
   * Loads records in the order of their keys, in one round trip per 1,000; empty where there is no
   * record.
   */
  CompletableFuture<List<Optional<T>>> getMany(List<Key<T>> keys);

  /** Loads records in the order of their keys, without those that do not exist. */
  CompletableFuture<List<T>> getManyPresent(List<Key<T>> keys);

  /** Returns the query for all records. */
  AsyncQuery<T> query();
}
