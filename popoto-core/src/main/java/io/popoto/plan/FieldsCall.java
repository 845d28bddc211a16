package io.popoto.plan;

import java.util.List;

/**
 * A read of the same fields of many hashes: one {@code HMGET} for each, all in one round trip.
 *
 * @param keys the keys of the hashes
 * @param fields the names of the fields
 */
public record FieldsCall(List<byte[]> keys, List<byte[]> fields) {}
