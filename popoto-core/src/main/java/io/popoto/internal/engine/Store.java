package io.popoto.internal.engine;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.exception.DecodeException;
import io.popoto.exception.QueryException;
import io.popoto.internal.Given;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.metadata.IndexInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be done with the records of a model, on the future side. Thread-safe.
 *
 * @param <T> the type of the entities
 */
public final class Store<T> {
  private final Engine engine;
  private final ModelContext<T> context;
  private final RecordWriter<T> writer;
  private final BulkWriter<T> bulk;
  private final RecordReader<T> reader;
  private final Maintenance<T> maintenance;
  private final Events<T> events;
  private final Consumer<DecodeException> broken;
  private final Ref.Loader loader;
  private final Related related;

  /** Creates it for a model. */
  public Store(Engine engine, BoundModel<T> model, Stores stores) {
    this.engine = engine;
    this.loader = stores;
    this.related = new Related(stores);
    this.context = ModelContext.of(model, engine.config());
    this.broken = engine.config().onDecodeFailure();
    this.writer = new RecordWriter<>(context, engine.config().clock());
    this.bulk = new BulkWriter<>(context, writer);
    this.maintenance = new Maintenance<>(context, broken);
    this.events = new Events<>(context, engine);
    this.reader = new RecordReader<>(context, broken);
  }

  /** Returns what compiles the calls. */
  ModelContext<T> context() {
    return context;
  }

  /** Returns what runs the calls. */
  public Engine engine() {
    return engine;
  }

  /** Returns the model. */
  public BoundModel<T> model() {
    return context.model();
  }

  /** Returns writes of single records. */
  public RecordWriter<T> writer() {
    return writer;
  }

  /** Returns writes of many records. */
  public BulkWriter<T> bulk() {
    return bulk;
  }

  /** Returns the events. */
  public Events<T> events() {
    return events;
  }

  /** Returns the care for indexes. */
  public Maintenance<T> maintenance() {
    return maintenance;
  }

  /** Returns reads of known records. */
  public RecordReader<T> reader() {
    return reader;
  }

  /** Returns the query for all records. */
  public Search<T, T> search() {
    return Search.of(context, related, broken);
  }

  /** Returns the key of key values, or of an entity, or the key itself, given as the only value. */
  public Key<T> key(Object... values) {
    Given.toCall(values, "keyValues");
    if (values.length == 1 && values[0] instanceof Key<?> key) {
      return checked(key);
    }
    if (values.length == 1 && model().type().isInstance(values[0])) {
      return model().key(values[0]);
    }
    return model().keyOf(Arrays.asList(values));
  }

  /** Returns a reference to the record of key values, which can load. */
  public Ref<T> ref(Object... values) {
    return Ref.to(key(values), loader);
  }

  /**
   * Loads the record with a value in a unique field.
   *
   * <p>One that cannot be decoded fails the future, as with {@code load}.
   *
   * @throws QueryException if the field is not unique, or the value is null, which many may have
   */
  public CompletableFuture<Optional<T>> loadBy(
      Invocation call, String field, @Nullable Object value) {
    BoundField bound = context.queries().conditions().knownField(field);
    boolean isTheKey = model().keyFields().equals(List.of(bound));
    if (!isTheKey && model().index(bound, IndexInfo.Structure.HASH).isEmpty()) {
      throw new QueryException(
          "%s.%s is not unique; loadBy needs @UniqueKeyField or @UniqueField, or use a query."
              .formatted(model().name(), field));
    }
    Object sought = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (sought == null) {
      throw new QueryException(
          "%s.%s: loadBy needs a value, but got null; to find records without one, use a query."
              .formatted(model().name(), field));
    }
    Consumer<DecodeException> refuse =
        failure -> {
          throw failure;
        };
    return Search.of(context, related, refuse).filter(Condition.of(field, sought)).get(call);
  }

  /** Returns the key if it is one of this model. */
  public Key<T> checked(Key<?> key) {
    Given.toCall(key, "key");
    return key.model().equals(model().name())
        ? new Key<>(model().type(), key.model(), key.id())
        : model().parseKey(key.toString());
  }

  /** Returns the keys if all are of this model. */
  public List<Key<T>> checked(List<Key<T>> keys) {
    Given.allToCall(keys, "keys").forEach(this::checked);
    return List.copyOf(keys);
  }
}
