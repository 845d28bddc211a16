package io.popoto.examples.fooddelivery;

import io.popoto.Hit;
import io.popoto.async.AsyncQuery;
import io.popoto.async.AsyncRepository;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds what lies around a place, the nearest first. */
final class Nearby {
  private static final int MOST = 50;

  private final AsyncRepository<Restaurant> restaurants;
  private final AsyncRepository<Driver> drivers;

  Nearby(Delivery delivery) {
    this.restaurants = delivery.restaurants();
    this.drivers = delivery.drivers();
  }

  /**
   * A place's surroundings.
   *
   * @param restaurants the restaurants
   * @param drivers the drivers who are free
   * @param plan how Redis answered the query for drivers
   */
  record Surroundings(
      List<Hit<Restaurant, Distance>> restaurants,
      List<Hit<Driver, Distance>> drivers,
      String plan) {}

  // tag::fan-out[]
  CompletableFuture<Surroundings> surroundings(GeoPoint home, Distance radius) {
    AsyncQuery<Driver> free =
        drivers
            .query()
            .filter(Geo.near("location", home, radius))
            .filter("active", true)
            .orderBy(Geo.distance("location", home))
            .limit(MOST);

    CompletableFuture<List<Hit<Restaurant, Distance>>> nearby = restaurants(home, radius);
    CompletableFuture<List<Hit<Driver, Distance>>> nearest =
        free.withValue(Geo.distance("location", home)).all();
    CompletableFuture<String> plan = free.explain();
    return CompletableFuture.allOf(nearby, nearest, plan)
        .thenApply(all -> new Surroundings(nearby.join(), nearest.join(), plan.join()));
  }

  // end::fan-out[]

  CompletableFuture<List<Hit<Restaurant, Distance>>> restaurants(GeoPoint home, Distance radius) {
    return restaurants
        .query()
        .filter(Geo.near("location", home, radius))
        .orderBy(Geo.distance("location", home))
        .withValue(Geo.distance("location", home))
        .limit(MOST)
        .all();
  }
}
