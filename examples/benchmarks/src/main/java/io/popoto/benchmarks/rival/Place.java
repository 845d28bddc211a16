package io.popoto.benchmarks.rival;

import io.popoto.geo.GeoPoint;

/**
 * What a restaurant is made of, before any rival turns it into an entity of its own.
 *
 * @param name the key
 * @param cuisine one of twenty, indexed for equality
 * @param city one for each ten thousand restaurants, indexed for equality
 * @param rating 1.00 to 5.00, indexed for order
 * @param location indexed for distance
 * @param active stored only
 */
public record Place(
    String name, String cuisine, String city, double rating, GeoPoint location, boolean active) {}
