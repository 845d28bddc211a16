package io.popoto;

import io.popoto.metadata.ModelInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The records of a model, by blocking calls. Each call waits at most the timeout and throws {@link
 * io.popoto.exception.UnavailableException} if Redis cannot be asked or does not answer. Lists and
 * maps in results cannot be changed. Thread-safe.
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
   * @throws io.popoto.exception.DecodeException if a stored field cannot be decoded
   * @throws io.popoto.exception.QueryException if the field is not unique, or the value is null or
   *     an empty {@code Optional}
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
   * Deletes the record of key values; returns whether this call did it.
   *
   * @throws io.popoto.exception.ValidationException if they are no key
   */
  boolean delete(Object... keyValues);

  /**
   * Moves a record to the key that its entity has now, with every index, in one atomic step.
   *
   * @param entity the record with its new key
   * @param oldKey where it is stored
   * @return the same instance, or a completed copy of a Java record
   * @throws io.popoto.exception.ConflictException if there is no record at the old key, or the new
   *     key or a unique value is taken
   */
  T migrateKey(T entity, Key<T> oldKey);

  /** Returns the record of the entity's key, or inserts the entity if there is none. */
  Created<T> getOrCreate(T entity);

  /** Inserts or replaces a record, and tells which. */
  Created<T> updateOrCreate(T entity);

  /**
   * Changes some fields of a record without loading it. Its time to live and its autoNow fields
   * stay as they are. No version is checked, but it counts up: copies read before become stale.
   *
   * @throws io.popoto.exception.ValidationException if the update does not fit the model
   * @throws io.popoto.exception.ConflictException if there is no record, or a unique value is taken
   */
  void update(Key<T> key, Update update);

  /**
   * Adds to a number of a record, exactly for whole numbers and BigDecimal. No version is checked,
   * but it counts up: copies read before become stale.
   *
   * @param delta what to add, which may be negative
   * @return the sum, of the field's type
   * @throws io.popoto.exception.ValidationException if the field is no number, or cannot hold the
   *     sum
   * @throws io.popoto.exception.ConflictException if there is no record
   */
  Number increment(Key<T> key, String field, Number delta);

  /** Lets a record expire after a time; returns whether there is one. */
  boolean touch(Key<T> key, Duration ttl);

  /** The same as {@link #bulkCreate(List, int)} with 1,000 records in flight. */
  List<T> bulkCreate(List<? extends T> entities);

  /**
   * Inserts records. All are validated before the first is sent.
   *
   * @param batchSize how many records may be in flight
   * @return the same instances, or completed copies of Java records, in the order of the input
   * @throws io.popoto.exception.ValidationException if an entity is invalid; nothing is sent
   * @throws io.popoto.exception.BulkException if some are refused or the connection fails; it says
   *     which records are in
   */
  List<T> bulkCreate(List<? extends T> entities, int batchSize);

  /** The same as {@link #bulkUpdate(Selection, Update, int)} with 1,000 records in flight. */
  long bulkUpdate(Selection<T> query, Update update);

  /**
   * Changes the records of a query. Their keys are read first, then each record is checked against
   * the query's conditions once more as it is written.
   *
   * @param query a query of either API
   * @param batchSize how many records may be in flight
   * @return how many were changed
   * @throws io.popoto.exception.BulkException if some are refused or the connection fails
   */
  long bulkUpdate(Selection<T> query, Update update, int batchSize);

  /** The same as {@link #bulkUpdate(List, Update, int)} with 1,000 records in flight. */
  long bulkUpdate(List<? extends T> entities, Update update);

  /**
   * Changes the records of these entities, and the instances with them, unless they are Java
   * records.
   *
   * @param batchSize how many records may be in flight
   * @return how many were changed; one that does not exist is not
   * @throws io.popoto.exception.BulkException if some are refused or the connection fails
   */
  long bulkUpdate(List<? extends T> entities, Update update, int batchSize);

  /** The same as {@link #bulkDelete(Selection, int)} with 1,000 records in flight. */
  long bulkDelete(Selection<T> query);

  /**
   * Deletes the records of a query. Their keys are read first, then each record is checked against
   * the query's conditions once more as it is deleted.
   *
   * @param query a query of either API
   * @param batchSize how many records may be in flight
   * @return how many were deleted
   * @throws io.popoto.exception.BulkException if the connection fails
   */
  long bulkDelete(Selection<T> query, int batchSize);

  /** The same as {@link #bulkDelete(List, int)} with 1,000 records in flight. */
  long bulkDelete(List<? extends T> entities);

  /**
   * Deletes the records of these entities.
   *
   * @param batchSize how many records may be in flight
   * @return how many were deleted; one that does not exist is not
   * @throws io.popoto.exception.BulkException if the connection fails
   */
  long bulkDelete(List<? extends T> entities, int batchSize);

  /** Deletes all records and every other key of the model; returns how many records there were. */
  long deleteAll();

  /**
   * Loads records in the order of their keys, in one round trip per 1,000; empty where there is no
   * record.
   */
  List<Optional<T>> getMany(List<Key<T>> keys);

  /** Loads records in the order of their keys, without those that do not exist. */
  List<T> getManyPresent(List<Key<T>> keys);

  /** The same as {@link #checkIndexes(LongConsumer)} without reports of progress. */
  IndexReport checkIndexes();

  /**
   * Compares all index entries with the records, in steps of bounded size; writes nothing.
   *
   * @param progress told now and then how many keys and members have been looked at
   */
  IndexReport checkIndexes(LongConsumer progress);

  /** The same as {@link #cleanIndexes(LongConsumer)} without reports of progress. */
  long cleanIndexes();

  /**
   * Removes index entries without a record, and hashes without their key, and puts the scores of
   * numbers right, beside other writers; returns how many.
   *
   * @param progress told now and then how many keys and members have been looked at
   */
  long cleanIndexes(LongConsumer progress);

  /** The same as {@link #rebuildIndexes(LongConsumer)} without reports of progress. */
  long rebuildIndexes();

  /**
   * Indexes all records by what is stored in them, beside other writers, then cleans; returns how
   * many records there are.
   *
   * @param progress told now and then how many records have been indexed
   */
  long rebuildIndexes(LongConsumer progress);

  /**
   * Takes expired records out of the indexes now, which writes otherwise do a few at a time;
   * returns how many.
   */
  long sweepExpired();

  /**
   * Returns the keys of records that match a pattern as Redis' SCAN takes it, such as {@code
   * Siam*}; it applies to the part behind the model's name.
   */
  List<Key<T>> scanKeys(String pattern);

  /**
   * Calls a listener for each change of a record, on the completion executor: for one change after
   * the other, in the order in which they were made.
   *
   * @return what ends it
   * @throws io.popoto.exception.MappingException if the model publishes no events
   */
  Listening listen(Consumer<ChangeEvent<T>> listener);

  /** Returns the query for all records. */
  Query<T> query();
}
