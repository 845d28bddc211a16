package io.popoto.internal.engine;

import io.popoto.Key;
import io.popoto.exception.DecodeException;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads of known records. Thread-safe. */
public final class RecordReader<T> {
  /** So many known records come by one call of a script; more are less work as single commands. */
  private static final int FEW = 50;

  private final ModelContext<T> context;
  private final BoundModel<T> model;
  private final RowReader rows;
  private final Consumer<DecodeException> broken;

  RecordReader(ModelContext<T> context, Consumer<DecodeException> broken) {
    this.context = context;
    this.model = context.model();
    this.rows = new RowReader(context.keys(), context.many().names());
    this.broken = broken;
  }

  /** Loads a record by its key. */
  public CompletableFuture<Optional<T>> load(Invocation call, Key<T> key) {
    return call.hashOf(
        context.keys().record(key.id()), reply -> entity(key.toString(), (List<?>) reply));
  }

  /** Returns whether there is a record with the key. */
  public CompletableFuture<Boolean> exists(Invocation call, Key<T> key) {
    return call.exists(context.keys().record(key.id()));
  }

  /** Returns the entity of a hash, a flat list of names and values. */
  Optional<T> entity(String key, @Nullable List<?> flat) {
    if (flat == null || flat.isEmpty()) {
      return Optional.empty();
    }
    List<BoundField> fields = model.fields();
    byte[][] stored = new byte[fields.size()][];
    int[] rank = new int[stored.length];
    int hint = 0;
    for (int i = 0; i < flat.size(); i += 2) {
      byte[] name = (byte[]) Objects.requireNonNull(flat.get(i));
      int position = position(name, hint);
      if (position >= 0) {
        hint = position + 1;
        int alias = alias(fields.get(position), name);
        if (stored[position] == null || alias < rank[position]) {
          stored[position] = (byte[]) flat.get(i + 1);
          rank[position] = alias;
        }
      }
    }
    for (BoundField field : model.keyFields()) {
      if (stored[field.position()] == null && field.info().required()) {
        return Optional.empty();
      }
    }
    return Optional.of(model.decode(key, stored));
  }

  /** Returns the position of a field by its stored name; the next one expected is tried first. */
  private int position(byte[] name, int hint) {
    List<BoundField> fields = model.fields();
    for (int i = 0; i < fields.size(); i++) {
      int position = (hint + i) % fields.size();
      if (alias(fields.get(position), name) >= 0) {
        return position;
      }
    }
    return -1;
  }

  private static int alias(BoundField field, byte[] name) {
    List<byte[]> names = field.names();
    for (int i = 0; i < names.size(); i++) {
      if (Arrays.equals(names.get(i), name)) {
        return i;
      }
    }
    return -1;
  }

  /** Loads records in the order of their keys, empty where there is none. */
  public CompletableFuture<List<Optional<T>>> getMany(Invocation call, List<Key<T>> keys) {
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    if (keys.size() <= FEW) {
      return call.run(
          context.many().compile(keys.stream().map(Key::id).toList()),
          reply -> entities(keys, (List<?>) Objects.requireNonNull(reply)));
    }
    return rows.read(
            call,
            keys.stream().map(Key::id).toList(),
            (id, values) -> entity(id, context.many().row(values)))
        .thenApply(Collections::unmodifiableList);
  }

  /** Loads records in the order of their keys, without those that do not exist. */
  public CompletableFuture<List<T>> getManyPresent(Invocation call, List<Key<T>> keys) {
    return getMany(call, keys)
        .thenApply(records -> records.stream().flatMap(Optional::stream).toList());
  }

  private List<Optional<T>> entities(List<Key<T>> keys, List<?> reply) {
    List<Optional<T>> entities = new ArrayList<>(keys.size());
    int i = 0;
    for (byte @Nullable [] @Nullable [] row : context.many().rows(reply)) {
      entities.add(entity(keys.get(i++).id(), row));
    }
    return Collections.unmodifiableList(entities);
  }

  private Optional<T> entity(String id, byte @Nullable [] @Nullable [] row) {
    if (row == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(model.decode(model.name() + ":" + id, row));
    } catch (DecodeException e) {
      broken.accept(e);
      return Optional.empty();
    }
  }
}
