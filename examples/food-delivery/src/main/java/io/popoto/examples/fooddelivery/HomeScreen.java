package io.popoto.examples.fooddelivery;

import io.popoto.Hit;
import io.popoto.async.AsyncRepository;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** What a customer sees first: restaurants and free drivers nearby, asked for at once. */
final class HomeScreen {
  private final Delivery delivery;
  private final AsyncRepository<Restaurant> restaurants;
  private final AsyncRepository<Driver> drivers;

  HomeScreen(Delivery delivery) {
    this.delivery = delivery;
    this.restaurants = delivery.restaurants();
    this.drivers = delivery.drivers();
  }

  void run(String username) {
    delivery.title("Home screen of " + username);
    delivery
        .customers()
        .load(username)
        .thenCompose(customer -> around(customer.orElseThrow().address))
        .join();
  }

  // tag::fan-out[]
  private CompletableFuture<Void> around(GeoPoint home) {
    CompletableFuture<List<Restaurant>> nearby =
        restaurants.query().filter(Geo.near("location", home, Distance.kilometers(10))).all();
    CompletableFuture<List<Hit<Driver, Distance>>> free =
        drivers
            .query()
            .filter(Geo.near("location", home, Distance.kilometers(5)))
            .filter("active", true)
            .orderBy(Geo.distance("location", home))
            .withValue(Geo.distance("location", home))
            .limit(5)
            .all();
    return CompletableFuture.allOf(nearby, free).thenRun(() -> show(nearby.join(), free.join()));
  }

  // end::fan-out[]

  private void show(List<Restaurant> nearby, List<Hit<Driver, Distance>> free) {
    delivery.say(nearby.size() + " restaurants nearby");
    nearby.forEach(restaurant -> delivery.say("  " + restaurant.name + ", " + restaurant.cuisine));
    delivery.say(free.size() + " drivers available");
    for (Hit<Driver, Distance> hit : free) {
      long meters = Math.round(Objects.requireNonNull(hit.value()).meters());
      delivery.say("  " + hit.entity().name + ", " + meters + " m away");
    }
  }
}
