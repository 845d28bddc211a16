package io.popoto;

import io.popoto.internal.Given;

/**
 * The key of a record. Two keys are equal if model and id are. Immutable.
 *
 * <p>Keys are logical: a namespace and, on a cluster, the hash tag are added on the way to Redis.
 *
 * @param type the entity class
 * @param model the name of the model
 * @param id the key's parts, escaped and joined by {@code :}
 * @param <T> the type of the entity
 */
public record Key<T>(Class<T> type, String model, String id) {

  /** Checks for nulls. */
  public Key {
    Given.toCall(type, "type");
    Given.toCall(model, "model");
    Given.toCall(id, "id");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key<?> key && id.equals(key.id) && model.equals(key.model);
  }

  @Override
  public int hashCode() {
    return 31 * model.hashCode() + id.hashCode();
  }

  /** Returns model and id, such as {@code Restaurant:Siam Garden}. */
  @Override
  public String toString() {
    return model + ":" + id;
  }
}
