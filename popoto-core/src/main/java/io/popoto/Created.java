package io.popoto;

/**
 * A record that was found or made.
 *
 * @param entity the record
 * @param created whether this call made it
 * @param <T> the type of the entity
 */
public record Created<T>(T entity, boolean created) {}
