package io.popoto;

import io.popoto.metadata.ModelInfo;
import java.util.List;
import java.util.Optional;

/**
 * The records of a model, by blocking calls. Each call waits at most the timeout and throws {@link
 * io.popoto.exception.UnavailableException} if Redis cannot be asked or does not answer.
 * Thread-safe.
 *
 * <p>The asynchronous twin with the same methods is {@code io.popoto.async.AsyncRepository}.
 *
 * @param <T> the type of the entities
 */
public interface Repository<T> {

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
  T create(T entity);

  /**
   * Inserts or replaces a record.
   *
   * @return the same instance, or a completed copy of a Java record
   * @throws io.popoto.exception.ValidationException if the entity is invalid; nothing is sent
   * @throws io.popoto.exception.ConflictException if a unique value is taken, or the entity is
   *     stale
   */
  T save(T entity);

  /**
   * Inserts or replaces a record, or writes some of its fields, as the options say.
   *
   * @return the same instance, or a completed copy of a Java record
   * @throws io.popoto.exception.ValidationException if entity or options are invalid; nothing is
   *     sent
   * @throws io.popoto.exception.ConflictException if a unique value is taken, the entity is stale,
   *     a condition does not hold, or there is no record to write some fields of
   */
  T save(T entity, SaveOptions options);

  /** Loads the record of key values, given in declaration order; empty if there is none. */
  Optional<T> load(Object... keyValues);

  /**
   * Loads the record of a key; empty if there is none.
   *
   * @throws io.popoto.exception.DecodeException if a stored field cannot be decoded
   */
  Optional<T> load(Key<T> key);

  /**
   * Loads the record with a value in a unique field; empty if there is none.
   *
   * @throws io.popoto.exception.QueryException if the field is not unique
   */
  Optional<T> loadBy(String field, Object value);

  /** Returns whether there is a record with these key values. */
  boolean exists(Object... keyValues);

  /** Returns whether there is a record with the key. */
  boolean exists(Key<T> key);

  /** Deletes the record of an entity; returns whether this call did it. */
  boolean delete(T entity);

  /** Deletes the record of a key; returns whether this call did it. */
  boolean delete(Key<T> key);

  /**
   * Loads records in the order of their keys, in one round trip per 1,000; empty where there is no
   * record.
   */
  List<Optional<T>> getMany(List<Key<T>> keys);

  /** Loads records in the order of their keys, without those that do not exist. */
  List<T> getManyPresent(List<Key<T>> keys);

  /** Returns the query for all records. */
  Query<T> query();
}
