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
  /** So few that the first records are decoded here while the server reads the next ones. */
  private static final int KEYS_PER_CALL = 250;

  /** Keys of calls that are sent together, in one round trip. */
  private static final int KEYS_PER_ROUND_TRIP = 4 * KEYS_PER_CALL;

  private final ModelContext<T> context;
  private final BoundModel<T> model;
  private final Consumer<DecodeException> broken;

  RecordReader(ModelContext<T> context, Consumer<DecodeException> broken) {
    this.context = context;
    this.model = context.model();
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
    List<Optional<T>> found = new ArrayList<>(keys.size());
    return pageFrom(call, keys, found).thenApply(ignored -> Collections.unmodifiableList(found));
  }

  /** One page after the other: cancelling stops them, and other calls get their turn. */
  private CompletableFuture<?> pageFrom(
      Invocation call, List<Key<T>> keys, List<Optional<T>> found) {
    int from = found.size();
    if (from == keys.size()) {
      return CompletableFuture.completedFuture(found);
    }
    Invocation step = from == 0 ? call : call.bulkStep();
    int to = Math.min(from + KEYS_PER_ROUND_TRIP, keys.size());
    List<CompletableFuture<List<Optional<T>>>> parts = new ArrayList<>(4);
    for (int at = from; at < to; at += KEYS_PER_CALL) {
      parts.add(part(step, keys.subList(at, Math.min(at + KEYS_PER_CALL, to))));
    }
    return Futures.all(parts)
        .thenCompose(
            entities -> {
              entities.forEach(found::addAll);
              return pageFrom(call, keys, found);
            });
  }

  private CompletableFuture<List<Optional<T>>> part(Invocation step, List<Key<T>> keys) {
    return step.run(
        context.many().compile(keys.stream().map(Key::id).toList()),
        reply -> entities(keys, (List<?>) Objects.requireNonNull(reply)));
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
      String key = keys.get(i++).toString();
      entities.add(row == null ? Optional.empty() : readable(key, row));
    }
    return Collections.unmodifiableList(entities);
  }

  private Optional<T> readable(String key, byte[] @Nullable [] row) {
    try {
      return Optional.of(model.decode(key, row));
    } catch (DecodeException e) {
      broken.accept(e);
      return Optional.empty();
    }
  }
}
