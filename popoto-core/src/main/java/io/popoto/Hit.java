package io.popoto;

import org.jspecify.annotations.Nullable;

/**
 * A record with a value that the query computed for it, such as a distance.
 *
 * @param entity the record
 * @param value the value; null where the field that it is computed from is null
 * @param <T> the type of the entity
 * @param <V> the type of the value
 */
public record Hit<T, V>(T entity, @Nullable V value) {}
