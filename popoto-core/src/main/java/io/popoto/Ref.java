package io.popoto;

import com.fasterxml.jackson.annotation.JsonValue;
import io.popoto.internal.scan.Keys;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A reference from one record to another, by key. Two references are equal if their keys are.
 * Immutable; what it has loaded is not remembered.
 *
 * @param <T> the type of the other entity
 */
public final class Ref<T> {
  private static final Ref<?> EMPTY = new Ref<>(null, null, null);

  /** Loads the record of a key. */
  public interface Loader {
    /** Loads it on the calling thread. */
    <T> Optional<T> load(Key<T> key);

    /** Loads it without waiting. */
    <T> CompletableFuture<Optional<T>> loadAsync(Key<T> key);
  }

  private final @Nullable Key<T> key;
  private final @Nullable T entity;
  private final @Nullable Loader loader;

  private Ref(@Nullable Key<T> key, @Nullable T entity, @Nullable Loader loader) {
    this.key = key;
    this.entity = entity;
    this.loader = loader;
  }

  /** Returns the reference to nothing. */
  @SuppressWarnings("unchecked")
  public static <T> Ref<T> empty() {
    return (Ref<T>) EMPTY;
  }

  /**
   * Returns a reference to an entity, which must have its key, and which is what it has loaded.
   *
   * @throws io.popoto.exception.ModelException if the class is no model or a key field is missing
   */
  public static <T> Ref<T> of(T entity) {
    return new Ref<>(Keys.of(entity), entity, null);
  }

  /** Returns a reference to the record of a key; it can load if it has a loader. */
  public static <T> Ref<T> to(Key<T> key, @Nullable Loader loader) {
    return new Ref<>(key, null, loader);
  }

  /** Returns this reference with what it refers to. */
  public Ref<T> with(T loaded) {
    return new Ref<>(key, loaded, loader);
  }

  /** Returns this reference knowing that there is no such record. */
  public Ref<T> asGone() {
    return new Ref<>(key, null, new Gone());
  }

  /** Knows that the record is not there. */
  private static final class Gone implements Loader {
    @Override
    public <T> Optional<T> load(Key<T> key) {
      return Optional.empty();
    }

    @Override
    public <T> CompletableFuture<Optional<T>> loadAsync(Key<T> key) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  /** Returns the key, or empty if this refers to nothing. */
  public Optional<Key<T>> key() {
    return Optional.ofNullable(key);
  }

  /** Returns whether this refers to nothing. */
  public boolean isEmpty() {
    return key == null;
  }

  /** Returns what was loaded together with this reference, without asking Redis. */
  public Optional<T> loaded() {
    return Optional.ofNullable(entity);
  }

  /**
   * Returns the entity: what is loaded already, else what Redis has; empty if this refers to
   * nothing or the record is gone.
   */
  public Optional<T> load() {
    if (entity != null || key == null) {
      return loaded();
    }
    return bound(Loader::load);
  }

  /** The same as {@link #load()}, without waiting. */
  public CompletableFuture<Optional<T>> loadAsync() {
    if (entity != null || key == null) {
      return CompletableFuture.completedFuture(loaded());
    }
    try {
      return bound(Loader::loadAsync);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private interface Loading<T, R> {
    R from(Loader loader, Key<T> key);
  }

  private <R> R bound(Loading<T, R> loading) {
    if (loader == null || key == null) {
      throw new IllegalStateException(
          "The reference to " + key + " was not made by a repository; load it by its key.");
    }
    return loading.from(loader, key);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ref<?> ref && Objects.equals(key, ref.key);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(key);
  }

  /** Returns the text of the key, or the empty text. */
  @JsonValue
  @Override
  public String toString() {
    return key == null ? "" : key.toString();
  }
}
