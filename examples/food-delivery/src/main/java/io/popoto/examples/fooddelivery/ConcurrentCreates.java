package io.popoto.examples.fooddelivery;

import io.popoto.geo.GeoPoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Fills the service: all records of a kind are on their way at once. */
final class ConcurrentCreates {
  private final Delivery delivery;

  ConcurrentCreates(Delivery delivery) {
    this.delivery = delivery;
  }

  void run() {
    delivery.title("Concurrent creates");
    restaurants();
    people();
    orders();
  }

  // tag::creates[]
  private void restaurants() {
    List<CompletableFuture<Restaurant>> creates =
        Stream.of(
                new Restaurant("Bella Napoli", "Italian", 4.3, GeoPoint.of(40.750, -73.990)),
                new Restaurant("Tokyo Bowl", "Japanese", 4.8, GeoPoint.of(40.752, -73.978)),
                new Restaurant("Harbour Grill", "Seafood", 4.6, GeoPoint.of(40.640, -74.180)))
            .map(delivery.restaurants()::create)
            .toList();
    CompletableFuture.allOf(creates.toArray(CompletableFuture[]::new)).join();
    delivery.say("Created " + creates.size() + " restaurants at once");
  }

  // end::creates[]

  private void people() {
    GeoPoint home = GeoPoint.of(40.745, -73.988);
    Customer jane = new Customer("foodie42", "jane@example.com", "Jane", home);
    Customer omar = new Customer("omar", "omar@example.com", "Omar", GeoPoint.of(40.76, -73.97));
    Driver off = new Driver("Olga", "555-0104", 4.9, GeoPoint.of(40.745, -73.987));
    off.active = false;
    List<Driver> drivers =
        List.of(
            new Driver("Maria", "555-0101", 4.9, GeoPoint.of(40.747, -73.986)),
            new Driver("Ben", "555-0102", 4.6, GeoPoint.of(40.755, -73.980)),
            new Driver("Chidi", "555-0103", 4.8, GeoPoint.of(40.730, -74.000)),
            off,
            new Driver("Liu", "555-0105", 4.7, GeoPoint.of(40.640, -74.170)));
    CompletableFuture<?>[] creates =
        Stream.concat(
                Stream.of(jane, omar).map(delivery.customers()::create),
                drivers.stream().map(delivery.drivers()::create))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(creates).join();
    delivery.say("Created 2 customers and " + drivers.size() + " drivers at once");
  }

  private void orders() {
    CompletableFuture<Customer> jane =
        delivery.customers().load("foodie42").thenApply(Optional::orElseThrow);
    CompletableFuture<Customer> omar =
        delivery.customers().loadBy("email", "omar@example.com").thenApply(Optional::orElseThrow);
    CompletableFuture<Restaurant> siam =
        delivery.restaurants().load("Siam Garden").thenApply(Optional::orElseThrow);
    CompletableFuture<Restaurant> tokyo =
        delivery.restaurants().load("Tokyo Bowl").thenApply(Optional::orElseThrow);
    Stream.of(
            new Order(jane.join(), siam.join(), 62.0),
            new Order(jane.join(), tokyo.join(), 18.5),
            new Order(omar.join(), siam.join(), 95.5),
            new Order(omar.join(), tokyo.join(), 24.0),
            new Order(omar.join(), siam.join(), 51.25))
        .map(delivery.orders()::create)
        .toList()
        .forEach(CompletableFuture::join);
    delivery.say("Created 5 orders at once");
  }
}
